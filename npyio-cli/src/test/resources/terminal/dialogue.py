"""Runs a command on a terminal of its own: dialogue.py STEPS COMMAND...

Each line of the file STEPS is "expect TEXT", "send TEXT" (escapes as in Python), "size ROWS COLUMNS" or "signal NAME".
Prints the exit status, and whether the terminal has its modes and its main screen again.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

SECONDS = 60


def resize(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def read(terminal):
    if not select.select([terminal], [], [], 0.1)[0]:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def main():
    steps = [line.rstrip("\n").split(" ", 1) for line in open(sys.argv[1], encoding="utf-8")]
    terminal, inner = pty.openpty()
    resize(terminal, 12, 60)
    before = termios.tcgetattr(inner)
    child = os.fork()
    if child == 0:
        os.setsid()
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_DFL)  # background jobs inherit signals that are ignored
        fcntl.ioctl(inner, termios.TIOCSCTTY, 0)
        for stream in range(3):
            os.dup2(inner, stream)
        os.execvp(sys.argv[2], sys.argv[2:])
    seen = b""
    for word, text in steps:
        if word == "send":
            seen = b""
            os.write(terminal, text.encode("utf-8").decode("unicode_escape").encode("latin-1"))
        elif word == "size":
            seen = b""
            resize(terminal, *map(int, text.split()))
        elif word == "signal":
            os.kill(child, getattr(signal, text))
        else:
            wanted = text.encode("utf-8").decode("unicode_escape").encode("latin-1")
            end = time.monotonic() + SECONDS
            while wanted not in seen:
                seen += read(terminal)
                if time.monotonic() > end:
                    os.kill(child, signal.SIGKILL)
                    sys.exit(f"{text!r} did not come, but {seen!r}")
    seen = b""
    status = None
    end = time.monotonic() + SECONDS
    while status is None:
        seen += read(terminal)
        ended, wait_status = os.waitpid(child, os.WNOHANG)
        if ended:
            status = os.waitstatus_to_exitcode(wait_status)
        elif time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            sys.exit(f"the command did not end: {seen!r}")
    while more := read(terminal):
        seen += more
    print("status", status)
    print("modes", "restored" if termios.tcgetattr(inner) == before else "changed")
    print("screen", "restored" if seen.rstrip().endswith(b"\x1b[?1049l") else repr(seen))


main()

"""Runs the measurements of scripts/bench/remote/run and prints each beside its bar."""

import argparse
import os
import platform
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS, COLUMNS = 1_700_000, 768  # 5.2 GB of float32, of which a few blocks are on disk
ROW_BYTES = COLUMNS * 4
KIB = 1024


class Worker:
    """A process that does a task for each line it is given, and answers with a line."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit("a worker ended early")
        return answer.strip()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Nginx:
    """A server of a folder on the loopback interface, and the log of its replies."""

    CONFIG = """
        daemon off; worker_processes 2; pid {0}/pid; error_log {0}/error.log;
        events {{}}
        http {{
          log_format bytes '$request_method $status $body_bytes_sent'; access_log {0}/access.log bytes;
          client_body_temp_path {0}/1; proxy_temp_path {0}/2; fastcgi_temp_path {0}/3;
          uwsgi_temp_path {0}/4; scgi_temp_path {0}/5; keepalive_requests 1000000;
          server {{ listen 127.0.0.1:{1}; root {0}; }}
        }}"""

    def __init__(self, program, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w") as file:
            file.write(self.CONFIG.format(folder, port))
        self.log = os.path.join(folder, "access.log")
        self.address = f"http://127.0.0.1:{port}/"
        self.process = subprocess.Popen(
            [program, "-p", folder, "-c", config], stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                urllib.request.urlopen(self.address + "nginx.conf").close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit("nginx does not answer")

    def replies(self, action):
        """The number of replies that an action causes, and the bytes of their bodies."""
        before = os.path.getsize(self.log)
        action()
        time.sleep(0.3)  # nginx writes a line when a reply has been sent
        with open(self.log) as file:
            file.seek(before)
            lines = [line.split() for line in file]
        return len(lines), sum(int(line[2]) for line in lines)

    def close(self):
        self.process.terminate()
        self.process.wait()


def show(what, found, bar, is_met):
    print(f"{what:46} {found:34} {bar:26} {'met' if is_met else 'MISSED'}", flush=True)


def write_files(folder):
    big = np.lib.format.open_memmap(
        os.path.join(folder, "big.npy"), "w+", np.float32, (ROWS, COLUMNS))
    big[1000:1010] = 1.5
    del big
    np.savez(os.path.join(folder, "rows.npz"),
             other=np.zeros(1000), rows=np.zeros((20_000, COLUMNS), np.float32))


def measure_requests(nginx, java):
    count, received = nginx.replies(lambda: java.ask("rows", nginx.address + "big.npy", 1000, 1010))
    extra = received - 10 * ROW_BYTES
    show("ten rows of 5.2 GB", f"{count} requests, {extra / KIB:.1f} KiB + the rows",
         "2 requests, <= 8 KiB", count == 2 and extra <= 8 * KIB)
    count, received = nginx.replies(
        lambda: java.ask("member", nginx.address + "rows.npz", "rows", 9_999))
    extra = received - ROW_BYTES
    show("a row of a stored member", f"{count} requests, {extra / KIB:.1f} KiB + the row",
         "3 requests, <= 70 KiB", count == 3 and extra <= 70 * KIB)


def milliseconds(worker, task, rounds):
    return [float(worker.ask(*task)) for _ in range(rounds)]


def interleaved(a, b, task_a, task_b, rounds, chosen=statistics.median):
    """The median times, or others, of two workers that take turns."""
    milliseconds(a, task_a, 3)
    milliseconds(b, task_b, 3)
    times = [(milliseconds(a, task_a, 1)[0], milliseconds(b, task_b, 1)[0]) for _ in range(rounds)]
    return tuple(chosen(each) for each in zip(*times))


def measure_random_rows(nginx, java, fsspec, rounds):
    rows = sorted(random.Random(7).sample(range(ROWS), 1000))
    random.Random(8).shuffle(rows)
    task = "random", nginx.address + "big.npy", *rows
    ours, theirs = interleaved(java, fsspec, task, task, rounds)
    show("1,000 random rows, to fsspec's cat_ranges", f"{ours:.0f} ms to {theirs:.0f} ms",
         "<= 1.00", ours <= theirs)
    print(f"{'':46} ratio {ours / theirs:.2f}, medians of {rounds} rounds in turn")


def measure_local(folder, java, new, base, rounds):
    large = os.path.join(folder, "large.npy")
    np.save(large, np.random.default_rng(1).random((64 << 20) // 8).reshape(-1, 64))
    small = os.path.join(folder, "small.npy")
    np.save(small, np.arange(100.0))
    archive = os.path.join(folder, "local.npz")
    np.savez(archive, a=np.load(large), b=np.load(small))
    program = os.path.join(HERE, "LocalTimes.java")
    now, then = (Worker([java, "-Xmx2g", "-cp", jars, program]) for jars in (new, base))
    for name, task in [("load 64 MiB", ("load", large)), ("load 1 kB, 2,000 times", ("small", small)),
                       ("Npz of 64 MiB", ("npz", archive)), ("Npz of 1 kB, 500 times", ("member", archive)),
                       ("map 64 MiB and sum", ("map", large))]:
        ours, before = interleaved(now, then, task, task, rounds, chosen=min)
        show(name + ", to the base commit", f"{ours:.1f} ms to {before:.1f} ms = {ours / before:.2f}",
             "<= 1.05", ours <= 1.05 * before)
    now.close()
    then.close()


def fsspec_worker(python):
    return Worker([python, os.path.join(HERE, "fsspec_rows.py"), str(ROW_BYTES)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--java", default="java")
    parser.add_argument("--nginx", required=True)
    parser.add_argument("--fsspec", required=True)
    parser.add_argument("--jars", required=True)
    parser.add_argument("--base-jars")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    version = subprocess.run([options.java, "-version"], capture_output=True, text=True).stderr
    print(version.splitlines()[0] + ", " + platform.platform())
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # for the workers of nginx, which may be of another user
        write_files(folder)
        nginx = Nginx(options.nginx, folder)
        java = Worker([options.java, "-cp", options.jars, os.path.join(HERE, "RemoteTimes.java")])
        try:
            measure_requests(nginx, java)
            if options.fsspec:
                fsspec = fsspec_worker(options.fsspec)
                measure_random_rows(nginx, java, fsspec, options.rounds)
                fsspec.close()
            java.close()
        finally:
            nginx.close()
        if options.base_jars:
            measure_local(folder, options.java, options.jars, options.base_jars, options.rounds)


main()

"""What the scripts beside this file share: the command, and folders before and after it."""
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NPYIO = os.path.join(ROOT, "scripts", "npyio")
SUDO = ["sudo", "-n", "env", "PATH=" + os.environ["PATH"]]
SECONDS = 120


def build():
    subprocess.run([NPYIO, "--version"], check=True, stdout=subprocess.DEVNULL)


def run(command, folder, **options):
    """Runs a command in a folder; its output has its errors too."""
    return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=SECONDS, **options)


def state(folder):
    """The files below a folder, each with its bytes."""
    paths = [os.path.join(home, name) for home, _, names in os.walk(folder) for name in names]
    return {os.path.relpath(path, folder): content(path) for path in paths}


def content(path):
    with open(path, "rb") as file:
        return file.read()


def difference(old, new):
    """The files of two states that are not alike."""
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def part_files(folder):
    """The files that a run which was cut short leaves beside its targets."""
    return [name for _, _, names in os.walk(folder) for name in names if name.startswith(".npyio-")]


def files_beside(target):
    """The names of the files beside a target while it is replaced, which follow from its name as Java hashes it."""
    value = 0
    for character in target:
        value = (31 * value + ord(character)) & 0xFFFFFFFF
    digits = ""
    while value:
        value, digit = divmod(value, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return [".npyio-%s.part" % digits, ".npyio-%s.sidecar" % digits]

#!/usr/bin/env python3
"""Runs npyio, NumPy, a C program and other JVM libraries side by side; `run` builds everything and calls this.

The competitors take turns, round by round, over the same warm files, so that a slow minute of the machine
affects all of them. Before the rounds each is asked for a CRC of its whole result, and the case fails if
these differ. The ratio is npyio's time divided by NumPy's, within a round; the median of the rounds is printed
with its spread; below 1, npyio is faster. Each case has new Java processes, with a fixed heap that has been
touched before, as a server's has after its first minutes, and garbage is collected between the calls, outside
the time. The times include the allocation of "new" arrays.
"""
import argparse
import glob
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

import report
from cases import CASES, FILES
from numpy_cases import crc

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "target")
ROOT = os.path.join(HERE, "..", "..")
CLI = os.path.join(ROOT, "npyio-cli", "target", "npyio", "lib")
CORE = [os.path.join(CLI, name) for name in (os.listdir(CLI) if os.path.isdir(CLI) else ())
        if name.startswith("npyio-core")]
PEERS = {"jetbrains": "JetBrainsCases", "openlca": "OpenLcaCases", "djl": "DjlCases"}
MAIN = "io.npyio.bench.Competitor"


class Competitor:
    """A process that runs cases: one line in, one line out."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL if name in PEERS else None)

    def ask(self, verb, case, file, target):
        """Seconds and answer, or None if it cannot do the case."""
        self.process.stdin.write("\t".join((verb, case, file, target)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline().rstrip("\n")
        if line == "-":
            return None
        if not line or line.startswith("!"):
            raise RuntimeError("%s: %s" % (self.name, line[2:] or "ended without an answer"))
        seconds, answer = line.split(" ", 1)
        return float(seconds), answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Process:
    """A whole process that converts one file, started anew each time."""

    def __init__(self, name, command, env=None):
        self.name, self.command, self.env = name, command, env

    def ask(self, verb, case, file, target):
        start = time.perf_counter()
        subprocess.run(self.command(file, target), env=self.env, check=True)
        return time.perf_counter() - start, "file"

    def close(self):
        pass


class Bench:
    """The files, the competitors and their measurements."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        path = os.pathsep.join([*CORE, os.path.join(TARGET, "classes"), os.path.join(TARGET, "lib", "*")])
        self.java = [options.java, "-cp", path]
        self.able = {name: subprocess.check_output([*self.java, MAIN, cases, "list"], text=True).split()
                     for name, cases in PEERS.items()}

    def jvm(self, name, cases, megabytes, heap="touched", state=()):
        megabytes = max(megabytes // self.options.scale, 512)
        sizes = ["-Xmx%dm" % megabytes]
        if heap == "touched":
            sizes += ["-Xms%dm" % megabytes, "-XX:+AlwaysPreTouch"]
        if self.options.huge_pages:
            sizes.append("-XX:+UseTransparentHugePages")
        return Competitor(name, [*self.java[:1], *sizes, *self.java[1:], MAIN, cases, *state])

    def convert(self, case):
        """npyio and NumPy as commands; npyio as installed, with the cache that speeds its start."""
        home = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which(self.options.java))))
        env = {**os.environ, "NPYIO_JAVA_HOME": home, "NPYIO_CACHE": os.path.join(TARGET, "cache")}
        launcher = os.path.join(ROOT, "scripts", "npyio")
        subprocess.run([launcher, "--train-cache"], env=env, check=True)
        yield Process("npyio", lambda file, target: [launcher, "convert", file, target, *case.command], env)
        text = "import numpy as np; f = %r; g = %r; " + case.numpy
        yield Process("numpy", lambda file, target: [sys.executable, "-c", text % (file, target)])

    def competitors(self, name, case):
        if case.command:
            yield from self.convert(case)
            return
        yield self.jvm("npyio", "NpyioCases", 4096, case.heap)
        yield Competitor("numpy", [sys.executable, os.path.join(HERE, "numpy_cases.py")])
        limit = os.path.join(TARGET, "limit")
        if os.path.exists(limit):
            yield Competitor("c", [limit])
        for peer, cases in PEERS.items():
            if not case.against and name in self.able[peer]:
                yield self.jvm(peer, cases, 2560)

    def file(self, name):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            FILES[name](path, self.options.scale)
        return path

    def forget(self, names):
        for name in os.listdir(self.folder):
            path = os.path.join(self.folder, name)
            if name not in names:
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)

    def written(self, case):
        return os.path.join(self.folder, "written.npz" if case.numpy.startswith("np.savez") else "written.npy")

    def target(self, case, file):
        """The path to write to, with the file that the case expects there."""
        if not case.target:
            return "-"
        path = self.written(case)
        there = os.path.exists(path)
        if case.target == "new" and there:
            os.remove(path)
        if case.target == "over" and not there:
            shutil.copy(file, path)
        return path

    def measure(self, name, rest):
        """The times of all competitors that can do it, by name, and notes on those that cannot."""
        case = CASES[name]
        self.forget({case.file} | {other.file for other in rest})
        turns = []
        for competitor in self.competitors(name, case):
            turns.append((competitor.name, competitor, case.run or name, self.file(case.file)))
            if competitor.name == "npyio" and case.against:
                partner = CASES.get(case.against, case).file
                turns.append(("partner", competitor, case.against, self.file(partner)))
        times, notes = self.rounds(case, turns)
        if case.polluted and not case.command:
            times.update(self.polluted(name, case))
        return times, notes

    def polluted(self, name, case):
        """The times in a new JVM and in one that has used everything before, taking turns; the others have ended."""
        turns = [(state, self.jvm("npyio", "NpyioCases", 4096, case.heap, words), case.run or name, self.file(case.file))
                 for state, words in (("clean", ()), ("polluted", ("polluted",)))]
        return self.rounds(case, turns)[0]

    def rounds(self, case, turns):
        """The times of each turn, by name; the competitors end."""
        try:
            able, notes = self.checked(case, turns)
            for turn in able:
                self.warm(case, turn)
            times = {turn[0]: [] for turn in able}
            for _ in range(self.options.rounds):
                for turn in able:
                    times[turn[0]].append(self.once("time", case, turn)[0])
            return times, notes
        finally:
            for competitor in {turn[1] for turn in turns}:
                competitor.close()

    def once(self, verb, case, turn):
        _, competitor, run, file = turn
        return competitor.ask(verb, run, file, self.target(case, file))

    def checked(self, case, turns):
        """The competitors that can do the case, after checking that they agree; failures of other libraries are noted."""
        able, notes, expected = [], {}, None
        for turn in turns:
            name = turn[0]
            try:
                found = self.once("check", case, turn)
                if found is None:
                    continue
                answer = found[1] if name == "partner" else self.said(case, found[1])
                expected = expected or answer
                if name != "partner" and not same(answer, expected):
                    raise RuntimeError("%s differs: %s, not %s" % (name, answer, expected))
                able.append(turn)
            except RuntimeError as e:
                if name not in PEERS:
                    raise
                notes[name] = str(e)
        return able, notes

    def said(self, case, answer):
        if answer != "file":
            return answer
        written = np.load(self.written(case))
        return crc(written["a"] if hasattr(written, "files") else written)

    def warm(self, case, turn):
        """At least three calls and a second and a half of work."""
        start, calls = time.perf_counter(), 0
        while calls < 3 or time.perf_counter() - start < 1.5:
            if self.once("time", case, turn)[0] > 5:
                break
            calls += 1


def same(one, other):
    if one.startswith("sum:") and other.startswith("sum:"):
        a, b = float(one[4:]), float(other[4:])
        return abs(a - b) <= 1e-9 * abs(b)
    return one == other


def machine(options):
    """The machine and versions of the measurements."""
    said = subprocess.run([options.java, "-XshowSettings:properties", "-version"], capture_output=True, text=True).stderr
    properties = dict(line.split(" = ", 1) for line in map(str.strip, said.splitlines()) if " = " in line)
    return {
        "java": "%s (%s)" % (properties["java.runtime.version"], properties["java.vendor"]),
        "feature": int(properties["java.specification.version"]),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "system": "%s %s" % (platform.system(), platform.release()),
        "cpu": processor() + (" with huge pages" if options.huge_pages else ""),
        "caches": caches(),
        "cores": os.cpu_count(),
        "rounds": options.rounds,
        "scale": options.scale,
    }


def processor():
    """As Linux names it; virtual machines may hide the model, and then the first-level cache tells generations apart."""
    name = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as lines:
            name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    first = caches().partition(",")[0]
    return "%s (%s)" % (name, first) if first and not re.search(r"\d", name) else name


def caches():
    """The sizes of the data caches of the first core, from the first level on."""
    sizes = []
    for folder in sorted(glob.glob("/sys/devices/system/cpu/cpu0/cache/index*")):
        level, kind, size = (open(os.path.join(folder, name)).read().strip() for name in ("level", "type", "size"))
        if kind != "Instruction":
            sizes.append("L%s %s" % (level, size))
    return ", ".join(sizes)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", default="java", help="the java that is measured (default: of the PATH)")
    parser.add_argument("--huge-pages", action="store_true",
                        help="the heaps are of huge pages, as NumPy's and C's new memory is; a table of its own")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", nargs="+", metavar="CASE", choices=CASES, default=list(CASES),
                        help=", ".join(CASES))
    parser.add_argument("--folder", help="where the files are made, 8 GiB at most (default: a temporary folder)")
    parser.add_argument("--scale", type=int, default=1, metavar="N", help="divide the sizes by N, for a quick look")
    parser.add_argument("--write", metavar="PAGE", help="write the table into that page, between the marks of this "
                        "machine and Java, and as JSON beside it; rows that are not measured now are kept")
    return parser.parse_args()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench.py: ended"))  # which deletes the files
    if not CORE or not os.path.isdir(os.path.join(TARGET, "classes")):
        sys.exit("bench.py: not built; use scripts/bench/run")
    found = report.Report(machine(options), CASES)
    print(found.heading(), flush=True)
    failed = False
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="npyio-bench-") as folder:
        bench = Bench(options, folder)
        for i, name in enumerate(options.only):
            try:
                found.add(name, *bench.measure(name, [CASES[other] for other in options.only[i + 1:]]))
                print(found.line(name), flush=True)
            except RuntimeError as e:
                failed = True
                print("%-17s FAILED: %s" % (name, e), flush=True)
    if options.write:
        found.write(options.write)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

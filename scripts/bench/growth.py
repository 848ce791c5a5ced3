#!/usr/bin/env python3
"""Time and memory of the npyio command as files grow: 256 MiB, 1 GiB and 4 GiB.

Prints the seconds, the peak of resident memory, which includes the pages of mapped files, and the peak of the
process's own memory (RssAnon, sampled every few milliseconds).
"""
import argparse
import os
import subprocess
import tempfile
import time

import numpy as np

from bench import CLI, machine
from cases import MIB
from report import publish

SIZES = (256, 1024, 4096)  # MiB
# job: whether its file is in Fortran order, and the arguments of the command
JOBS = {
    "convert --to-endian big": (False, lambda f, g: ["convert", f, g, "--to-endian", "big"]),
    "convert to float32": (False, lambda f, g: ["convert", f, g, "--to-dtype", "float32"]),
    "convert Fortran --to-order C": (True, lambda f, g: ["convert", f, g, "--to-order", "C"]),
    "convert (copy)": (False, lambda f, g: ["convert", f, g]),
    "cat": (False, lambda f, g: ["cat", f]),
    "cat --full": (False, lambda f, g: ["cat", f, "--full"]),
    "cat --format csv": (False, lambda f, g: ["cat", f, "--format", "csv"]),
}


def make(path, mib, fortran):
    """A file of two axes of <f8, written piece by piece."""
    array = np.lib.format.open_memmap(path, "w+", "<f8", (mib * MIB // 8 // 8192, 8192), fortran)
    flat = array.T if fortran else array
    for i in range(0, len(flat), 64):
        flat[i:i + 64] = np.arange(64)[:, None] + i
    array.flush()


def anonymous(pid):
    """The process's own memory at the moment, in MiB."""
    try:
        with open("/proc/%d/status" % pid) as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("RssAnon")), 0)
    except OSError:
        return 0


def measure(command):
    """The exit status, seconds, peak MiB and peak MiB of its own."""
    start, own = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while True:
        own = max(own, anonymous(process.pid))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        time.sleep(0.004)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {"status": process.returncode, "seconds": time.perf_counter() - start, "peak": usage.ru_maxrss / 1024, "own": own}


def rows(options, folder):
    """All jobs over one file before the next is made, so that at most two exist at a time."""
    file, target = os.path.join(folder, "f.npy"), os.path.join(folder, "g.npy")
    command = [options.java, "-XX:+UseSerialGC", "-jar", os.path.join(CLI, "npyio-cli.jar")]
    for mib in options.sizes:
        for fortran in (False, True):
            jobs = [job for job in options.only if JOBS[job][0] == fortran]
            if jobs:
                make(file, mib, fortran)
            for job in jobs:
                yield {"job": job, "mib": mib, **measure(command + JOBS[job][1](file, target))}
                if os.path.exists(target):
                    os.remove(target)


def markdown(found, about):
    lines = ["Java %(java)s, %(cpu)s with %(cores)d cores, %(system)s." % about, "",
             "| npyio … | file | time | ns a byte | peak memory | of its own |", "| --- | --: | --: | --: | --: | --: |"]
    for row in sorted(found, key=lambda row: list(JOBS).index(row["job"])):
        lines.append("| `%s` | %d MiB | %.2f s%s | %.2f | %.0f MiB | %.0f MiB |" % (
            row["job"], row["mib"], row["seconds"], " **failed**" if row["status"] else "", row["seconds"] / row["mib"] / MIB * 1e9, row["peak"], row["own"]))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--java", default="java")
    parser.add_argument("--folder", help="where the files are made, 8 GiB at most (default: a temporary folder)")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="MIB")
    parser.add_argument("--only", nargs="+", choices=JOBS, default=list(JOBS), metavar="JOB")
    parser.add_argument("--write", metavar="PAGE", help="write the table into that page, between the marks of this machine and Java")
    options = parser.parse_args()
    options.rounds, options.scale, options.huge_pages = 1, 1, False
    about, found = machine(options), []
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="npyio-growth-") as folder:
        for row in rows(options, folder):
            found.append(row)
            print("%-30s %5d MiB %8.2f s   peak %5.0f MiB, its own %5.0f MiB%s" % (
                row["job"], row["mib"], row["seconds"], row["peak"], row["own"],
                "  FAILED" if row["status"] else ""), flush=True)
    if options.write:
        publish(options.write, "growth-java-%d" % about["feature"], about, {"machine": about, "rows": found}, markdown(found, about))


if __name__ == "__main__":
    main()

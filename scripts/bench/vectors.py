#!/usr/bin/env python3
"""Which compiled methods of npyio work on vectors, case by case, from the machine code that C2 made of them.

Runs a case until it is compiled, has the JVM print the code of npyio's methods, disassembles that with objdump, and
counts instructions: all of them, and those on vectors of 16, 32 and 64 bytes. For machines without the counters that
`run jmh -prof perfnorm` needs, as most virtual ones are. x86-64 only.
"""
import argparse
import collections
import os
import re
import subprocess
import tempfile

from bench import MAIN, Bench
from cases import CASES

PRINT = ["-XX:+UnlockDiagnosticVMOptions", "-XX:CompileCommand=quiet", "-XX:CompileCommand=print,io.npyio.*::*",
         "-XX:-DisplayVMOutput", "-XX:+LogVMOutput", "-Xlog:disable", "-Xmx2g"]
METHOD = re.compile(r"Compiled method \(c2\).*?([\w.$]+::\S+)")
WORDS = re.compile(r"^\s+0x[0-9a-f]+: ((?:[0-9a-f]+ |\| )+)", re.MULTILINE)
PACKED = re.compile(r"\tv?(?:p(?!op|ush|ause|refetch)\w+|\w+[pd]s|\w+pd|mov(?:dqu|dqa|up|ap)\w*)\s")


def run(options, case, folder, log):
    """Has the case compiled, and its code printed to the log."""
    bench = Bench(options, folder)
    command = [bench.java[0], *PRINT, "-XX:LogFile=" + log, *bench.java[1:], MAIN, "NpyioCases"]
    words = "\t".join(("time", case, bench.file(CASES[case].file), "-")) + "\n"
    subprocess.run(command, input=words * options.times, text=True, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def codes(log):
    """The methods with their machine code; of several compilations of one method the last."""
    found = {}
    with open(log, errors="replace") as file:
        for part in file.read().split("Compiled method ")[1:]:
            method = METHOD.match("Compiled method " + part)
            code = part.partition("[MachCode]")[2].partition("[/MachCode]")[0].partition("[Exception Handler]")[0]
            if method and code:
                found[method[1]] = bytes.fromhex(re.sub(r"[ |]", "", "".join(WORDS.findall(code + " "))))
    return found


def widths(code, folder):
    """The number of instructions by the size of the vectors that they work on; 0 for none."""
    path = os.path.join(folder, "code")
    with open(path, "wb") as file:
        file.write(code)
    said = subprocess.check_output(["objdump", "-D", "-b", "binary", "-m", "i386:x86-64", path], text=True)
    counted = collections.Counter()
    for line in said.splitlines():
        if line.count("\t") >= 2:
            counted[64 if "%zmm" in line else 32 if "%ymm" in line
                    else 16 if "%xmm" in line and PACKED.search(line) else 0] += 1
    return counted


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="+", choices=CASES, metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--java", default="java")
    parser.add_argument("--times", type=int, default=60, help="how often a case is called")
    options = parser.parse_args()
    options.scale = 32
    print("%-18s %-62s %6s %5s %5s %5s" % ("case", "method", "all", "16 B", "32 B", "64 B"))
    for case in options.cases:
        with tempfile.TemporaryDirectory(prefix="npyio-vectors-") as folder:
            log = os.path.join(folder, "log")
            run(options, case, folder, log)
            for method, code in sorted(codes(log).items()):
                counted = widths(code, folder)
                if counted[16] + counted[32] + counted[64]:
                    print("%-18s %-62s %6d %5d %5d %5d" % (
                        case, method, sum(counted.values()), counted[16], counted[32], counted[64]), flush=True)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The time of `npyio info x.npy` as a whole process, as a ratio to NumPy doing the same: medians of pairs.

Once for each Java found (in the folders given as arguments, else in those the launcher searches), with the cache that
`npyio --train-cache` makes for it: a CDS archive before Java 25, an AOT cache from there on. Exits 1 if a ratio of
wall times is above --limit.

    scripts/bench/startup.py --pairs 11 /usr/lib/jvm/*17* /usr/lib/jvm/*25*
"""

import argparse
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

LAUNCHER = pathlib.Path(__file__).resolve().parents[1] / "npyio"
FILE = "x.npy"
NUMPY = "import numpy as np; a=np.load('x.npy', mmap_mode='r'); print(a.dtype, a.shape)"


def version(home):
    """The version of the Java in a folder, as in '17.0.12'; None if there is none."""
    release = pathlib.Path(home, "release")
    if not (release.is_file() and os.access(pathlib.Path(home, "bin", "java"), os.X_OK)):
        return None
    found = re.search(r'^JAVA_VERSION="(.*)"', release.read_text(), re.M)
    return found and found.group(1)


def javas(folders):
    """One folder for each version."""
    known = folders or sorted(pathlib.Path("/usr/lib/jvm").glob("*"), reverse=True)
    homes = {version(home): str(home) for home in known if version(home)}
    return sorted((text, home) for text, home in homes.items() if int(text.split(".")[0]) >= 17)


def seconds(command, folder, env):
    """Wall time and processor time of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.stdout.close()
    if status != 0 or b"float32" not in out:
        sys.exit(f"{command}: status {status}, printed {out!r}")
    return wall, usage.ru_utime + usage.ru_stime


def measure(name, home, launcher, folder, pairs, python):
    env = dict(os.environ, NPYIO_JAVA_HOME=home, NPYIO_CACHE=str(pathlib.Path(folder, "cache-" + name)))
    subprocess.run([launcher, "--train-cache"], env=env, check=True)
    npyio, numpy = [launcher, "info", FILE], [python, "-c", NUMPY]
    seconds(npyio, folder, env), seconds(numpy, folder, env)
    rounds = [(seconds(npyio, folder, env), seconds(numpy, folder, env)) for _ in range(pairs)]
    median = lambda values: statistics.median(list(values))
    wall = median(ours[0] / theirs[0] for ours, theirs in rounds)
    cpu = median(ours[1] / theirs[1] for ours, theirs in rounds)
    print(
        f"Java {name:9} wall {median(r[0][0] for r in rounds):.3f} s, NumPy {median(r[1][0] for r in rounds):.3f} s,"
        f" ratio {wall:.2f}; processor time ratio {cpu:.2f}",
        flush=True,
    )
    return wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("java", nargs="*", help="folders of JDKs")
    parser.add_argument("--pairs", type=int, default=11)
    parser.add_argument("--limit", type=float, default=0.8)
    parser.add_argument("--launcher", default=str(LAUNCHER), help="bin/npyio of another installation")
    options = parser.parse_args()
    python = os.environ.get("NPYIO_PYTHON", "python3")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [python, "-c", "import numpy as np; np.save('x.npy', np.zeros((1000, 100), 'f4'))"], cwd=folder, check=True
        )
        found = javas(options.java)
        ratios = [
            measure(name, home, options.launcher, folder, options.pairs, python) for name, home in found
        ]
    sys.exit(0 if ratios and max(ratios) <= options.limit else 1)


if __name__ == "__main__":
    main()

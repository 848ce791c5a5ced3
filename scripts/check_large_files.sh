#!/usr/bin/env bash
# Converts large files (5 GB each; the argument is another size in GB) in a JVM of 64 MB and compares the results with
# NumPy, if Python has it. Needs three times that space in TMPDIR; leaves no files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npyio=$PWD/scripts/npyio
python="${NPYIO_PYTHON:-python3}"
gigabytes="${1:-5}"
columns=8000
rows=$((gigabytes * 1000000000 / 8 / columns))
"$npyio" --version >/dev/null # builds
export NPYIO_JAVA_OPTS="-Xmx64m"
folder=$(mktemp -d "${TMPDIR:-/tmp}/npyio-large.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

has_numpy=true
"$python" -c 'import numpy' 2>/dev/null || { has_numpy=false; echo "$python has no NumPy: results are not compared" >&2; }

# check TARGET EXPRESSION: every element of the target equals that of the expression in a, the source
check() {
  $has_numpy || return 0
  "$python" - "$1" "$2" <<'PYTHON'
import sys
import numpy as np

target, expression = sys.argv[1:]
a = np.load("source.npy", mmap_mode="r")
expected = eval(expression, {"np": np, "a": a})
if target.endswith(".npy"):
    found = np.load(target, mmap_mode="r")
else:
    found = np.memmap(target, dtype=expected.dtype, mode="r", shape=expected.shape)
assert found.shape == expected.shape, (found.shape, expected.shape)
assert found.dtype == expected.dtype, (found.dtype, expected.dtype)
for i in range(0, len(expected), 1000):
    part = np.s_[i : i + 1000]
    assert np.array_equal(found[part], expected[part]), part
PYTHON
}

# convert TARGET EXPRESSION OPTION...: converts the source and compares
convert() {
  local target=$1 expression=$2
  shift 2
  local started=$SECONDS
  "$npyio" convert source.npy "$target" "$@"
  echo "source.npy -> $target $*: $((SECONDS - started)) s"
  check "$target" "$expression"
  rm -f "$target" "$target.json"
}

"$npyio" create source.npy --dtype '<f8' --shape "$rows,$columns"
for index in "0, 0" "0, -1" "$((rows / 2)), 17" "-1, 0" "-1, -1"; do "$npyio" set source.npy "$index" 1.5; done
"$npyio" set source.npy "::1000, 3" -2.25
"$npyio" set source.npy "$((rows / 3)), :" 7
"$npyio" info source.npy

convert copy.dat "a"
convert single.npy "a.astype('<f4')" --to-dtype float32
convert big.npy "a.astype('>f8')" --to-endian big
convert fortran.npy "a" --to-order F

"$npyio" convert source.npy fortran.npy --to-order F
mv fortran.npy source.npy
convert rows.npy "a" --to-order C
convert rows.dat "a.astype('>i4')" --to-order C --to-dtype '>i4'
rm source.npy

started=$SECONDS
"$npyio" create source.npy --dtype '<f8' --shape 1000000,10 --arange
"$npyio" convert source.npy table.csv
"$npyio" convert table.csv table.npy
"$npyio" convert table.npy table.json
"$npyio" convert table.json again.npy
echo "source.npy -> table.csv -> table.npy -> table.json -> again.npy: $((SECONDS - started)) s"
cmp source.npy table.npy
cmp source.npy again.npy
echo "all files are as they should be"

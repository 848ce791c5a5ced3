#!/bin/sh
# Installs npyio for this user: into ~/.local, or into the folder that PREFIX names. With --uninstall it removes what it
# installed. It needs Java 17 or newer, which the command looks for itself.
set -eu
# others could change the command under a umask such as 000
umask 022

here=$(cd "$(dirname "$0")" && pwd -P)
prefix=${PREFIX:-${HOME:?names no folder; set PREFIX}/.local}
home=$prefix/lib/npyio
command=$prefix/bin/npyio
manual=$prefix/share/man/man1/npyio.1
completion=$prefix/share/bash-completion/completions/npyio

fail() {
  echo "install.sh: $1" >&2
  exit 2
}

is_ours() { [ -h "$command" ] && [ "$(readlink "$command")" = ../lib/npyio/bin/npyio ]; }

# A folder and those above it that are not there yet, the innermost first.
missing() {
  folder=$1
  while [ ! -d "$folder" ]; do
    echo "$folder"
    folder=$(dirname "$folder")
  done
}

uninstall() {
  [ -d "$home" ] || fail "npyio is not installed in $prefix"
  made=
  if [ -f "$home/made" ]; then made=$(sort -r "$home/made"); fi
  if is_ours; then rm -f "$command"; fi
  rm -f "$manual" "$completion"
  rm -rf "$home"
  # the folders that the installation made, unless something else is in them now
  printf '%s\n' "$made" | while IFS= read -r folder; do
    if [ -n "$folder" ]; then rmdir "$folder" 2>/dev/null || true; fi
  done
  echo "removed npyio from $prefix"
}

install() {
  [ -f "$here/lib/npyio-cli.jar" ] || fail "$here holds no npyio"
  [ "$here" != "$home" ] || fail "npyio is installed in $home already"
  if [ -e "$command" ] || [ -h "$command" ]; then is_ours || fail "$command is there and is another command"; fi
  made=$(for folder in "$prefix/lib" "$(dirname "$command")" "$(dirname "$manual")" "$(dirname "$completion")"; do
    missing "$folder"
  done)
  if [ -f "$home/made" ]; then made="$made
$(cat "$home/made")"; fi
  mkdir -p "$prefix/lib" "$(dirname "$command")" "$(dirname "$manual")" "$(dirname "$completion")"
  new=$prefix/lib/npyio.new.$$
  trap 'rm -rf "$new"' EXIT
  mkdir "$new"
  cp -R "$here/bin" "$here/lib" "$here/share" "$here/install.sh" "$here"/LICENSE "$here"/*NOTICE* "$new/"
  printf '%s\n' "$made" | sort -u >"$new/made"
  rm -rf "$home"
  mv "$new" "$home"
  ln -sfn ../lib/npyio/bin/npyio "$command"
  cp "$home/share/man/man1/npyio.1" "$manual"
  cp "$home/share/bash-completion/completions/npyio" "$completion"
  echo "installed $("$command" --version)"
  echo "  command     $command"
  echo "  manual      $manual"
  echo "  completion  $completion"
  if "$command" --train-cache; then
    echo "  cache       $home/cache, which makes the start quick"
  fi
  echo "  to remove   $home/install.sh --uninstall"
  case :$PATH: in
    *:"$prefix/bin":*) ;;
    *)
      echo "$prefix/bin is not in PATH yet; this line in ~/.profile adds it:"
      echo "  export PATH=\"$prefix/bin:\$PATH\"" ;;
  esac
}

case ${1:-} in
  '') install ;;
  --uninstall) uninstall ;;
  *) fail "usage: install.sh [--uninstall]" ;;
esac

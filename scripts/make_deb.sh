#!/usr/bin/env bash
# Makes a Debian package of npyio with its own Java: npyio-cli/target/npyio_VERSION_ARCH.deb. It needs
# npyio-cli/target/npyio-VERSION, which `mvn package` builds, jpackage (from JAVA_HOME or PATH), dpkg-deb and fakeroot.
# jpackage links the runtime and writes the package; then the launcher of the other distributions replaces its own, which
# keeps the start fast, and the manual page and the completion are added.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

jpackage=jpackage
if [ -n "${JAVA_HOME:-}" ]; then jpackage=$JAVA_HOME/bin/jpackage; fi
for tool in "$jpackage" dpkg-deb fakeroot; do
  command -v "$tool" >/dev/null || { echo "make_deb.sh: $tool is not there" >&2; exit 2; }
done
target=$PWD/npyio-cli/target
folder=$(find "$target" -maxdepth 1 -type d -name 'npyio-*' ! -name 'npyio-cli*' | sort | tail -n 1)
[ -n "$folder" ] || { echo "make_deb.sh: run 'mvn package' first" >&2; exit 2; }
version=${folder##*/npyio-}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "linking a run-time and packing"
"$jpackage" --type deb --name npyio --app-version "${version%-SNAPSHOT}" --vendor npyio \
  --description "Reads, writes and converts NumPy's array files" \
  --linux-package-name npyio --linux-app-category science \
  --input "$folder/lib" --main-jar npyio-cli.jar \
  --jlink-options "--strip-debug --no-man-pages --no-header-files" \
  --dest "$work"
package=$(find "$work" -maxdepth 1 -name '*.deb')
root=$work/root
dpkg-deb -R "$package" "$root"

app=$root/opt/npyio
mv "$app/lib/runtime" "$app/runtime"
rm -rf "$app/bin" "$app/lib"
cp -R "$folder/bin" "$folder/lib" "$folder/share" "$folder/LICENSE" "$app/"
mkdir -p "$root/usr/bin" "$root/usr/share/man/man1" "$root/usr/share/bash-completion/completions"
ln -s /opt/npyio/bin/npyio "$root/usr/bin/npyio"
gzip -9n <"$folder/share/man/man1/npyio.1" >"$root/usr/share/man/man1/npyio.1.gz"
cp "$folder/share/bash-completion/completions/npyio" "$root/usr/share/bash-completion/completions/"
# the class archive of Java itself, for a fast start
"$app/runtime/bin/java" -Xshare:dump >/dev/null

cat >"$root/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
# Without the cache only the start is slower.
if [ "$1" = configure ]; then NPYIO_CACHE=/opt/npyio/cache /opt/npyio/bin/npyio --train-cache || true; fi
SCRIPT
cat >"$root/DEBIAN/prerm" <<'SCRIPT'
#!/bin/sh
rm -rf /opt/npyio/cache
SCRIPT
rm -f "$root/DEBIAN/preinst" "$root/DEBIAN/postrm"
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm"
chmod -R go-w "$root"

deb=$target/npyio_${version/-/\~}_$(dpkg --print-architecture).deb
sed -i -e "s/^Version:.*/Version: ${version/-/\~}/" -e "s/^Installed-Size:.*/Installed-Size: $(du -sk "$root" | cut -f1)/" \
  "$root/DEBIAN/control"
dpkg-deb --root-owner-group -b "$root" "$deb"

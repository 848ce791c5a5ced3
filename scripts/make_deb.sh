#!/usr/bin/env bash
# Makes a Debian package of npyio with its own Java: npyio-cli/target/npyio_VERSION_ARCH.deb. It needs
# npyio-cli/target/npyio-VERSION, which `mvn package` builds, jlink (from JAVA_HOME or PATH), dpkg-deb and dpkg-shlibdeps.
# DEBFULLNAME and DEBEMAIL name the maintainer, as for all tools of Debian; else it is the last committer.
#
# The package depends on the libraries that the Java at hand needs: those of Temurin are on any Debian or Ubuntu, those of
# Debian's own Java on that release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

jlink=jlink
if [ -n "${JAVA_HOME:-}" ]; then jlink=$JAVA_HOME/bin/jlink; fi
for tool in "$jlink" dpkg-deb dpkg-shlibdeps; do
  command -v "$tool" >/dev/null || { echo "make_deb.sh: $tool is not there" >&2; exit 2; }
done
target=$PWD/npyio-cli/target
folder=$(find "$target" -maxdepth 1 -type d -name 'npyio-*' ! -name 'npyio-cli*' | sort | tail -n 1)
[ -n "$folder" ] || { echo "make_deb.sh: run 'mvn package' first" >&2; exit 2; }
version=${folder##*/npyio-}
version=${version/-/\~}
architecture=$(dpkg --print-architecture)
maintainer=$(git log -1 --format='%cn <%ce>')
if [ -n "${DEBEMAIL:-}" ]; then maintainer="${DEBFULLNAME:-npyio} <$DEBEMAIL>"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
app=$root/opt/npyio

echo "linking a run-time"
mkdir -p "$app"
"$jlink" --add-modules java.se,jdk.unsupported,jdk.zipfs,jdk.charsets,jdk.crypto.ec,jdk.httpserver \
  --strip-debug --no-man-pages --no-header-files --output "$app/runtime"
# what draws in windows and plays sounds, and would need X11 and ALSA
for library in awt_xawt jawt splashscreen jsound atk-wrapper; do rm -f "$app/runtime/lib/lib$library.so"; done
# the class archive of Java itself, for a fast start
"$app/runtime/bin/java" -Xshare:dump >/dev/null

echo "packing"
mkdir -p "$root/usr/bin" "$root/usr/share/man/man1" "$root/usr/share/bash-completion/completions" \
  "$root/usr/share/doc/npyio" "$root/DEBIAN"
cp -R "$folder/bin" "$folder/lib" "$folder/share" "$folder/LICENSE" "$folder"/*NOTICE* "$app/"
rm -f "$app/bin/npyio.bat"
ln -s /opt/npyio/bin/npyio "$root/usr/bin/npyio"
gzip -9n <"$folder/share/man/man1/npyio.1" >"$root/usr/share/man/man1/npyio.1.gz"
cp "$folder/share/bash-completion/completions/npyio" "$root/usr/share/bash-completion/completions/"
gzip -9n <CHANGELOG.md >"$root/usr/share/doc/npyio/changelog.gz"
cat >"$root/usr/share/doc/npyio/copyright" <<COPYRIGHT
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: npyio

Files: *
Copyright: the authors of npyio
License: Apache-2.0

Files: opt/npyio/lib/jackson-*.jar
Copyright: the authors of Jackson
License: Apache-2.0

Files: opt/npyio/lib/npyio-view-*.jar
Copyright: the authors of npyio, and Leon Sorokin (uPlot)
License: Apache-2.0 and MIT
 The MIT licence of uPlot is in the jar.

Files: opt/npyio/lib/jython/*
Copyright: the Python Software Foundation and the authors of Jython
License: PSF-2.0
 The text is in /opt/npyio/THIRD-PARTY-NOTICES, with the texts of the other libraries.

Files: opt/npyio/runtime/*
Copyright: Oracle and the authors of OpenJDK
License: GPL-2.0-only with Classpath-exception-2.0
 On Debian systems the text of the GPL is in /usr/share/common-licenses/GPL-2, the exception and the licences of the parts in
 /opt/npyio/runtime/legal.

License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.
COPYRIGHT

# dpkg-shlibdeps wants a source package around it
mkdir "$work/debian"
printf 'Source: npyio\n\nPackage: npyio\nArchitecture: any\n' >"$work/debian/control"
libraries=$(cd "$work" && find root/opt/npyio/runtime -name '*.so' -print0 \
  | xargs -0 dpkg-shlibdeps -O --ignore-missing-info -lroot/opt/npyio/runtime/lib -lroot/opt/npyio/runtime/lib/server 2>"$work/log") \
  || { cat "$work/log" >&2; exit 2; }

cat >"$root/DEBIAN/control" <<CONTROL
Package: npyio
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Section: science
Priority: optional
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: ${libraries#shlibs:Depends=}
Suggests: fontconfig, fonts-dejavu-core
Description: reads, writes and converts NumPy's array files
 npyio shows, prints, converts, compares, checks and draws .npy and .npz files
 and the raw files of numpy.memmap, larger than memory too. It brings its own
 Java.
CONTROL
cat >"$root/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
# Without the cache only the start is slower.
if [ "$1" = configure ]; then NPYIO_CACHE=/opt/npyio/cache /opt/npyio/bin/npyio --train-cache || true; fi
SCRIPT
cat >"$root/DEBIAN/prerm" <<'SCRIPT'
#!/bin/sh
rm -rf /opt/npyio/cache
SCRIPT
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm"
chmod -R go-w "$root"
dpkg-deb --root-owner-group -b "$root" "$target/npyio_${version}_$architecture.deb"

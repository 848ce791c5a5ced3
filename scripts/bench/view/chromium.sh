# What the scripts share that drive the viewer's page.

# view_classpath ROOT: builds npyio, and prints the class path of the page's tests with Selenium.
view_classpath() {
  local file
  file=$(mktemp)
  (cd "$1" && mvn -q -B -ntp -Dstyle.color=never -Dquick -DskipTests package >&2 \
    && mvn -q -B -ntp -Dstyle.color=never -Dquick -pl npyio-core,npyio-view test-compile dependency:build-classpath \
      -Dmdep.outputFile="$file" >&2)
  echo "$1/npyio-view/target/test-classes:$1/npyio-view/target/classes:$(cat "$file")"
  rm -f "$file"
}

if ! { command -v "${NPYIO_CHROMIUM:-chromium}" && command -v "${NPYIO_CHROMEDRIVER:-chromedriver}"; } >/dev/null; then
  sudo=()
  if [ "$(id -u)" != 0 ]; then sudo=(sudo -n); fi
  { "${sudo[@]}" apt-get -q update && "${sudo[@]}" apt-get -q install -y --no-install-recommends chromium chromium-driver; } >&2 \
    || { echo "needs chromium and chromedriver: name them in NPYIO_CHROMIUM and NPYIO_CHROMEDRIVER" >&2; exit 2; }
fi

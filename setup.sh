#!/usr/bin/env bash
# Brings a fresh Debian 12 to a working errata, and then does what it is asked for:
#
#   ./setup.sh          install the packages, build
#   ./setup.sh demo     … and report the sample projects, fetched over TLS from a server on the loopback
#   ./setup.sh test     … and run every test, sanitized and as released
#   ./setup.sh lint     … and clang build, clang-tidy (slow)
#
# Root is asked for only to install packages that are missing. Running it again is quick.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# src/README.md gives the reason for each.
build_packages=(
  g++ cmake ninja-build pkg-config ccache
  libboost-dev libboost-program-options-dev libcpp-httplib-dev libssl-dev libsimdjson-dev
  libkainjow-mustache-dev libfmt-dev libutf8proc-dev zlib1g-dev libzstd-dev
  libcmark-gfm-dev libcmark-gfm-extensions-dev catch2
)
test_packages=(
  clang-format python3 python3-html5lib python3-jsonschema python3-sklearn cmark-gfm nginx-light openssl locales
  chromium chromium-driver python3-selenium poppler-utils
)
lint_packages=(clang clang-tidy)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  echo "installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

build() { # PRESET [TARGET...]
  local preset=$1
  shift
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset" ${1:+--target "$@"}
}

check_format() {
  find src tests -name '*.?pp' -print0 | xargs -0 clang-format --dry-run -Werror
}

# Tests of the network mostly wait, so those of the release run while the sanitized build is made. One
# that fails beside the build runs again alone: some hold waits to the second.
run_tests() {
  check_format
  build release
  local log=build/release/tests.log failed=
  ctest --preset release -j "$(nproc)" >"$log" 2>&1 &
  local released=$!
  trap "kill $released 2>/dev/null || true" EXIT
  build dev
  build dev all_verify_interface_header_sets
  wait "$released" || failed=yes
  trap - EXIT
  cat "$log"
  [ -z "$failed" ] || ctest --preset release --rerun-failed
  ctest --preset dev -j "$((2 * $(nproc)))"
}

lint() {
  build clang
  ctest --preset clang -j "$(nproc)"
  find src -name '*.cpp' -print0 | xargs -0 -P "$(nproc)" -n 4 clang-tidy -p build/clang --quiet
}

case ${1-} in
  '')
    install_packages "${build_packages[@]}"
    build release
    echo "built: build/release/src/errata"
    ;;
  demo)
    install_packages "${build_packages[@]}"
    build release errata errata_sample_server
    tests/support/demo.sh build/release
    ;;
  test)
    install_packages "${build_packages[@]}" "${test_packages[@]}"
    run_tests
    ;;
  lint)
    install_packages "${build_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"
    lint
    ;;
  *)
    echo "setup.sh: unknown command '$1'" >&2
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac

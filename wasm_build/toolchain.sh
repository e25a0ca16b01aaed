#!/usr/bin/env bash
# Makes an Emscripten compiler available and says which one it is.
#
#   wasm_build/toolchain.sh            find it, or set it up; print the result as key=value lines
#   wasm_build/toolchain.sh --find     find it only; never install or download
#
# In order of preference: an `emcc` >= 3.1.69 on PATH, taken as it is; an unpacked toolchain in
# $HNN_TOOLCHAIN_DIR (default: .toolchain/ of this checkout); on Debian 13 and newer the package
# `emscripten`; on Debian 12 that same package unpacked into the toolchain directory, beside Debian
# 12's own LLVM 19, so that the system's libraries stay as they are.
#
# Standard output:  emcc=<path>  root=<Emscripten's folder>  version=<…>  llvm=<…>  binaryen=<…>  pinned=yes|no
# pinned=yes means exactly the versions that make wasm_build/dist, so its bytes must come out equal.
# Everything for people goes to standard error. Quick (~1 s) when the compiler is already there.
set -euo pipefail

pinned_emscripten=3.1.69
pinned_llvm=19.1.7
pinned_binaryen=120

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${HNN_TOOLCHAIN_DIR:-$(dirname "$here")/.toolchain}
mode=${1:-}

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "No usable Emscripten compiler: $1"
  say "Needed: emcc >= $pinned_emscripten. Any of these gives it:"
  say "  - Debian 13 or newer:  apt-get install emscripten"
  say "  - Debian 12, as root or with sudo:  wasm_build/toolchain.sh"
  say "  - anywhere else:  install the Emscripten SDK (emsdk) and put its emcc on PATH"
  exit 1
}
root_command() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
can_be_root() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
installed() { dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
first_version() { grep -oE '[0-9]+(\.[0-9]+)*' | head -n 1; }

# A name for this compiler's version without starting all of emcc.
emscripten_version() { "$1" --version 2>/dev/null | head -n 1 | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1; }

report() { # $1 = emcc
  local emcc=$1 tools root version llvm binaryen settings pinned=no
  version=$(emscripten_version "$emcc") || true
  [ -n "$version" ] || fail "$emcc does not run"
  tools=$(dirname "$(readlink -f "$emcc")")
  [ -x "$tools/em-config" ] || tools=$(dirname "$emcc")
  root=$("$tools/em-config" EMSCRIPTEN_ROOT 2>/dev/null) || root=$(dirname "$(readlink -f "$emcc")")
  [ -f "$root/cmake/Modules/Platform/Emscripten.cmake" ] || root=$(dirname "$(readlink -f "$emcc")")
  llvm=$("$("$tools/em-config" LLVM_ROOT)/clang" --version | first_version) || llvm=unknown
  binaryen=$("$("$tools/em-config" BINARYEN_ROOT)/bin/wasm-opt" --version | first_version) || binaryen=unknown
  if [ "$version" = "$pinned_emscripten" ] && [ "$llvm" = "$pinned_llvm" ] && [ "$binaryen" = "$pinned_binaryen" ]; then
    pinned=yes
  fi
  printf 'emcc=%s\nroot=%s\nversion=%s\nllvm=%s\nbinaryen=%s\npinned=%s\n' \
    "$emcc" "$root" "$version" "$llvm" "$binaryen" "$pinned"
  exit 0
}

# 1. Whatever is on PATH and new enough.
on_path=$(command -v emcc || true)
if [ -n "$on_path" ]; then
  version=$(emscripten_version "$on_path" || true)
  if [ -n "$version" ] && at_least "$version" "$pinned_emscripten"; then report "$on_path"; fi
  say "$on_path is version ${version:-unknown}, older than $pinned_emscripten: looking further."
fi

# 2. An unpacked toolchain that is complete (the stamp is written last).
stamp=$dir/complete-$pinned_emscripten
unpacked=$dir/root/usr/share/emscripten/emcc
system_packages=(clang-19 lld-19 llvm-19 node-acorn)
missing_packages() { for p in "${system_packages[@]}"; do installed "$p" || printf '%s ' "$p"; done; }
if [ -e "$stamp" ] && [ -x "$unpacked" ] && [ -x /usr/lib/llvm-19/bin/wasm-ld ]; then report "$unpacked"; fi
[ "$mode" = --find ] && fail "none on PATH and none in $dir"

# 3. and 4. Debian's packages.
command -v apt-get >/dev/null && [ -r /etc/os-release ] || fail "this is not a Debian system and there is none on PATH"
debian=$(. /etc/os-release && [ "${ID:-}" = debian ] && printf '%s' "${VERSION_ID:-99}" || true)
[ -n "$debian" ] || fail "this is not Debian 12 or newer and there is none on PATH"
export DEBIAN_FRONTEND=noninteractive
if [ "$debian" -ge 13 ]; then
  can_be_root || fail "cannot install packages without root or sudo"
  say "Installing emscripten from Debian's packages …"
  root_command apt-get update -q >&2 || true
  root_command apt-get install -yq --no-install-recommends emscripten >&2 || fail "apt-get install emscripten failed"
  report "$(command -v emcc)"
fi
[ "$debian" = 12 ] || fail "Debian $debian is too old"

mkdir -p "$dir"
exec 9>"$dir/.lock"
flock 9 # a second checkout that shares this directory waits here instead of unpacking twice
lacking=$(missing_packages)
if [ -n "$lacking" ]; then
  can_be_root || fail "these Debian packages are missing, and there is neither root nor sudo to install them: $lacking"
  say "Installing $lacking…"
  root_command apt-get update -q >&2 || true
  # shellcheck disable=SC2086
  root_command apt-get install -yq --no-install-recommends $lacking >&2 || fail "apt-get install $lacking failed"
fi
[ -e "$stamp" ] && report "$unpacked"

# Debian 13's package lists, read into an apt state of our own: the system's own is not touched. The
# mirror is the one that this system already uses, the signature is checked with the installed keyring.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
  awk '$2 == "bookworm" { print $1; exit }')
[ -n "$mirror" ] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)
[ -n "$mirror" ] || fail "apt knows no mirror (empty sources, or apt-get update has never run)"
apt_dir=$dir/apt
rm -rf "$apt_dir" "$dir/root" "$dir/debs"
mkdir -p "$apt_dir"/{sources.list.d,lists/partial,cache/archives/partial,preferences.d} "$dir/root" "$dir/debs"
printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "$mirror" \
  >"$apt_dir/sources.list.d/trixie.list"
printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' >"$apt_dir/preferences.d/trixie"
apt_options=(-q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$apt_dir/sources.list.d"
  -o "Dir::Etc::preferencesparts=$apt_dir/preferences.d" -o "Dir::State::lists=$apt_dir/lists"
  -o "Dir::Cache=$apt_dir/cache" -o "APT::Sandbox::User=root" -o "Acquire::Languages=none")
say "Unpacking Emscripten $pinned_emscripten into $dir (240 MB to fetch, 1.6 GB on disk) …"
apt-get "${apt_options[@]}" update >&2 || fail "cannot read the package lists of Debian 13 from this system's mirror"
(cd "$dir/debs" && apt-get "${apt_options[@]}" download emscripten/trixie binaryen/trixie libc6/trixie \
  libstdc++6/trixie libgcc-s1/trixie >&2) || fail "cannot fetch Debian 13's emscripten and binaryen"
mkdir -p "$dir/binaryen-root"
for deb in "$dir"/debs/*.deb; do
  case $(basename "$deb") in
    emscripten_*) dpkg-deb -x "$deb" "$dir/root" ;;
    *) dpkg-deb -x "$deb" "$dir/binaryen-root" ;;
  esac
done
rm -rf "$dir/debs" "$apt_dir"

# Binaryen 120 needs a newer libc than Debian 12's: each program starts through the loader that was
# unpacked beside it, so nothing else on the system sees that libc.
mkdir -p "$dir/binaryen/bin"
libraries=$dir/binaryen-root/usr/lib/x86_64-linux-gnu
[ -d "$libraries" ] || libraries=$(dirname "$(find "$dir/binaryen-root/usr/lib" -name 'libc.so.6' | head -n 1)")
loader=$(find "$libraries" -name 'ld-linux*.so.*' | head -n 1)
[ -n "$loader" ] || fail "the unpacked libc has no loader"
for program in "$dir"/binaryen-root/usr/bin/*; do
  wrapper=$dir/binaryen/bin/$(basename "$program")
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$libraries" "$program" >"$wrapper"
  chmod +x "$wrapper"
done

# Emscripten's ES-module tools look for acorn beside themselves only.
emscripten=$dir/root/usr/share/emscripten
mkdir -p "$emscripten/node_modules"
acorn=$(find /usr/share/nodejs/acorn /usr/lib/nodejs/acorn -maxdepth 0 2>/dev/null | head -n 1) || true
[ -n "$acorn" ] || fail "Debian's node-acorn is not where it should be"
ln -sfn "$acorn" "$emscripten/node_modules/acorn"

# Read by emcc whenever EM_CONFIG is not set.
rm -f "$emscripten/.emscripten"
cat >"$emscripten/.emscripten" <<CONFIG
import shutil
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$dir/binaryen'
NODE_JS = shutil.which('node')
FROZEN_CACHE = True
CONFIG
# Emscripten's scripts are CommonJS where they do not say otherwise; without this Node would read the checkout's own
# package.json, whose "type" is "module".
printf '{ "type": "commonjs" }\n' >"$dir/package.json"
touch "$stamp"
report "$unpacked"

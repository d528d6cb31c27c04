#!/bin/sh
# do_timelapse.sh <folder or video> <output.mp4>
# Settings and the recipe come in TIMELAPSE_* variables: see README.md.
# Finds the engine beside this file and a Node that can run it, and becomes that process,
# so that signals sent to this script reach the engine. POSIX sh: dash and busybox ash run it too.

fail() {
  printf '%s\n' "$2" >&2
  exit "$1"
}

# The real place of this script: it is usually called through a link in /usr/local/bin.
self=$0
case $self in
*/*) ;;
*) self=$(command -v -- "$self") || fail 2 "The engine cannot find its own folder." ;;
esac
hops=0
while [ -L "$self" ]; do
  hops=$((hops + 1))
  [ "$hops" -le 40 ] || fail 2 "The links to the engine lead in a circle."
  target=$(readlink "$self"; printf x)
  target=${target%?x}
  case $target in
  /*) self=$target ;;
  *) self=${self%/*}/$target ;;
  esac
done
here=$(CDPATH='' cd -P -- "${self%/*}" && pwd -P && printf x) || fail 2 "The engine cannot enter its own folder."
here=${here%?x}

entry=$here/cli.js
least=20
if [ ! -f "$entry" ]; then
  entry=$here/cli.ts
  least=24
fi
[ -f "$entry" ] || fail 2 "The engine is incomplete: neither cli.js nor cli.ts is beside do_timelapse.sh."

modules=$here
while [ -n "$modules" ] && [ ! -d "$modules/node_modules" ]; do modules=${modules%/*}; done
modules=$modules/node_modules

node=${TIMELAPSE_NODE:-}
[ -n "$node" ] || [ ! -x "$modules/.bin/node" ] || node=$modules/.bin/node
[ -n "$node" ] || node=$(command -v node) || fail 2 "The engine needs Node $least or newer, and there is no node on the PATH."

version=$("$node" --version 2>/dev/null) ||
  fail 2 "The engine needs Node $least or newer, and \"$node\" cannot be run."
major=${version#v}
major=${major%%.*}
case $major in
'' | *[!0-9]*) fail 2 "The engine needs Node $least or newer, and \"$node\" is not Node." ;;
esac
[ "$major" -ge "$least" ] || fail 2 "The engine needs Node $least or newer, and \"$node\" is Node $major."

# Types are taken off once, not in every run: that costs a tenth of a second and 40 MB.
if [ "${entry##*.}" = ts ] && [ -d "$modules" ]; then
  export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$modules/.cache/engine}"
fi

# One heap of the C library for all threads, Node's and ffmpeg's: with glibc's several, each keeps what it has once had,
# 10 MB and more by the time the encoder wants them.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}"

# A small young generation, collected when asked for: what passes through is frames, not objects, and memory is wanted
# by the encoder.
exec "$node" --max-semi-space-size=1 --expose-gc "$entry" "$@"

#!/bin/sh
# enter.sh <top> <program> [arguments]: runs a program with <top>/files laid over this machine's files, and <top>/mounts
# in place of the folders that Home Assistant maps. Called in a mount namespace of its own.
set -eu
top=$1
shift
# The kernel empties a work folder as it mounts: each entry has its own, or two at a time take it from each other.
mkdir -p "$top/root" "$top/work"
work=$(mktemp -d "$top/work/XXXXXX")
mount -t overlay overlay -o "lowerdir=/,upperdir=$top/files,workdir=$work" "$top/root"
mount --rbind /proc "$top/root/proc"
mount --rbind /dev "$top/root/dev"
for folder in "$top"/mounts/*; do
  [ -d "$folder" ] || continue
  mkdir -p "$top/root/${folder##*/}"
  mount --bind "$folder" "$top/root/${folder##*/}"
done
exec chroot "$top/root" "$@"

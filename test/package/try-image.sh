#!/usr/bin/env bash
# try-image.sh <image>: what only a container engine can show. Starts an image as Home Assistant would and as a user
# would on their own, makes a video in each, looks at its size, and at how it stops.
set -euo pipefail

image=${1:?Usage: try-image.sh <image>}
most_bytes=$((250 * 1000 * 1000))
work=$(mktemp --directory)
name=timelapse-try-$$

clean_up() {
  docker rm --force "$name" > /dev/null 2>&1 || true
  docker run --rm --volume "$work:/scratch" --entrypoint rm "$image" -rf /scratch/data /scratch/share /scratch/media || true
  rm -rf "$work"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $1" >&2
  docker logs "$name" >&2 || true
  exit 1
}

# wait_for <what> <seconds> <command …>
wait_for() {
  local what=$1 until=$((SECONDS + $2))
  shift 2
  until "$@" > /dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || fail "waited in vain for $what"
    sleep 1
  done
  echo "ok: $what"
}

is_healthy() {
  [ "$(docker inspect --format '{{.State.Health.Status}}' "$name")" = healthy ]
}

# make_pictures <folder in the container>
make_pictures() {
  docker exec "$name" mkdir -p "$1"
  docker exec "$name" ffmpeg -v error -f lavfi -i testsrc=size=640x360:rate=1 -frames:v 20 "$1/frame_%03d.jpg"
}

# has_video <path in the container>
has_video() {
  docker exec "$name" ffprobe -v error "$1"
}

stop_cleanly() {
  docker stop -t 30 "$name" > /dev/null
  local code
  code=$(docker inspect --format '{{.State.ExitCode}}' "$name")
  [ "$code" = 0 ] || fail "the container ended with code $code"
  echo "ok: a clean stop"
  docker rm "$name" > /dev/null
}

bytes=$(docker image inspect --format '{{.Size}}' "$image")
echo "The image has $((bytes / 1000000)) MB."
docker run --rm --entrypoint test "$image" -s /usr/share/fonts/dejavu/DejaVuSans.ttf \
  || fail "the font for text in pictures is missing"
docker run --rm --entrypoint ffmpeg "$image" -hide_banner -h filter=ass | grep -q 'Filter ass' \
  || fail "ffmpeg cannot draw text"
echo "ok: text in pictures"
[ "$bytes" -lt "$most_bytes" ] || fail "the image is larger than $((most_bytes / 1000000)) MB"
for program in gcc make npm git; do
  ! docker run --rm --entrypoint which "$image" "$program" || fail "$program is left in the image"
done
docker run --rm --entrypoint node "$image" --version
version=$(docker run --rm --entrypoint ffmpeg "$image" -version)
echo "${version%%$'\n'*}"
encoders=$(docker run --rm --entrypoint ffmpeg "$image" -hide_banner -encoders)
[[ $encoders == *libx264* ]] || fail 'libx264 is missing'

echo 'As in Home Assistant:'
mkdir -p "$work"/{data,share,media}
cat > "$work/data/options.json" << 'JSON'
{ "timelapse_scan_interval": 2, "timelapse_auto_process_timeout": 2, "video": { "target_seconds": 2 } }
JSON
docker run --detach --name "$name" --env SUPERVISOR_TOKEN=none --env SUPERVISOR_URL=http://127.0.0.1:9 \
  --env TZ=Europe/Berlin --volume "$work/data:/data" --volume "$work/share:/share" --volume "$work/media:/media" \
  "$image" > /dev/null
wait_for 'the health check' 60 is_healthy
make_pictures /share/timelapse-images/First
wait_for 'a video' 120 has_video /share/timelapses/First.mp4
docker exec "$name" sh -c 'grep -h ^CapEff "/proc/$(pgrep -f dist/server/src/main.js | head -n 1)/status"'
docker exec "$name" timelapse-backup make || fail 'the database cannot be prepared for a backup'
docker exec "$name" timelapse-backup clear || fail 'the database cannot be tidied up after a backup'
docker stats --no-stream --format 'Memory: {{.MemUsage}}' "$name"
stop_cleanly

echo 'On its own:'
mkdir -p "$work/own"
docker run --detach --name "$name" --env HOST=0.0.0.0 --env RUN_AS="$(id -u):$(id -g)" --volume "$work/own:/data" \
  --env TIMELAPSE_SCAN_INTERVAL=2 --env TIMELAPSE_AUTO_PROCESS_TIMEOUT=2 "$image" > /dev/null
wait_for 'the health check' 60 is_healthy
make_pictures /data/timelapse-images/Second
wait_for 'a video' 120 has_video /data/timelapses/Second.mp4
[ "$(stat --format %u "$work/own/timelapses/Second.mp4")" = "$(id -u)" ] || fail 'the video is not mine'
stop_cleanly
echo 'All is well.'

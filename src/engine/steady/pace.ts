/** In a pause, pictures change by less than this part of what they change by elsewhere. */
const STILL = 0.2;

/** Fewer still pictures in a row are no pause. */
const MIN_PAUSE = 8;

/** What a picture of a pause counts, beside 1 for any other. */
const PAUSED = 0.25;

/** Where pauses leave fewer pictures than this for a moment of the video, they keep their length. */
const MIN_STEP = 1.05;

/**
 * The place of each picture in the course of the print. Pictures of a pause count less: it shortens to its share of
 * what happens.
 *
 * @param toNext how much changes from each picture to the next
 * @param moments pictures of the video
 */
export function paceOf(toNext: Float32Array, moments: number): Float64Array {
  const places = withoutPauses(toNext);
  if (places.at(-1)! >= MIN_STEP * (moments - 1)) return places;
  return Float64Array.from(places, (_, picture) => picture);
}

function withoutPauses(toNext: Float32Array): Float64Array {
  const lively = toNext.toSorted()[Math.floor(0.9 * toNext.length)] ?? 0;
  const places = new Float64Array(toNext.length + 1);
  let from = 0;
  for (let at = 0; at <= toNext.length; at += 1) {
    const still = at < toNext.length && toNext[at]! < STILL * lively;
    if (still) continue;
    const pause = at - from >= MIN_PAUSE;
    for (let i = from; i < at; i += 1) places[i + 1] = places[i]! + (pause ? PAUSED : 1);
    if (at < toNext.length) places[at + 1] = places[at]! + 1;
    from = at + 1;
  }
  return places;
}

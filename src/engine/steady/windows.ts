/** How far from its moment a picture may be taken, in steps from moment to moment: windows are three steps wide. */
const HALF = 1.5;

/** More candidates to a step cost time and hardly steady any further. */
const DENSEST = 10;

/** Moments of the video and the pictures that may show each. */
export interface Windows {
  /** Numbers of the pictures that may be chosen, rising. */
  candidates: Int32Array;
  /** Their places, in steps. */
  places: Float64Array;
  /** First and last candidate of each moment. The last moment has only the last picture. */
  first: Int32Array;
  last: Int32Array;
}

/**
 * @param places of all pictures in the course of the print, rising
 * @param moments pictures of the video, at most as many as there are pictures
 */
export function windowsOf(places: Float64Array, moments: number): Windows {
  const step = places.at(-1)! / (moments - 1);
  const candidates = Int32Array.from(thinned(places, step / DENSEST));
  const inSteps = Float64Array.from(candidates, (picture) => places[picture]! / step);
  const [first, last] = [new Int32Array(moments), new Int32Array(moments)];
  const end = candidates.length - 1;
  let [low, high] = [0, 0];
  for (let moment = 0; moment < moments; moment += 1) {
    while (low < end && inSteps[low]! < moment - HALF) low += 1;
    while (high < end && inSteps[high + 1]! <= moment + HALF) high += 1;
    first[moment] = low;
    last[moment] = high;
  }
  first[moments - 1] = end;
  return { candidates, places: inSteps, first, last };
}

/** One of those that are nearer to each other than that, the last one in any case. */
function thinned(places: Float64Array, nearest: number): number[] {
  const end = places.length - 1;
  const kept: number[] = [];
  let before = -1;
  for (let picture = 0; picture < end; picture += 1) {
    const place = Math.floor(places[picture]! / nearest + 1e-9);
    if (place > before) kept.push(picture);
    before = place;
  }
  return [...kept, end];
}

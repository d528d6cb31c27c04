/** Longer runs are only marked: something was in front of the camera, or it was moved. */
const MAX_GLITCH = 2;

/** What is more frequent than this part of the frames is no glitch. */
const MAX_GLITCHES = 0.1;

/**
 * Those to leave out.
 *
 * @param strange numbers of frames that show nothing of what the others show
 */
export function shortGlitches(strange: readonly number[], frames: number): Set<number> {
  if (strange.length > Math.max(1, MAX_GLITCHES * frames)) return new Set();
  const all = new Set(strange);
  const lengthAround = (frame: number) => {
    let [from, to] = [frame, frame];
    while (all.has(from - 1)) from -= 1;
    while (all.has(to + 1)) to += 1;
    return to + 1 - from;
  };
  return new Set(strange.filter((frame) => lengthAround(frame) <= MAX_GLITCH));
}

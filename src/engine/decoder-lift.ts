/** How much lighter dark levels are made: three quarters of a code of limited-range luma (219 codes for 255 levels). */
const MOST = (0.75 * 255) / 219;

/** The lift rises from black to the first level, is full up to the second, and gone from the third on. */
const RISEN = 16;
const FULL_TO = 48;
const GONE = 160;

/**
 * A level as it goes into the video: dark ones a little lighter, black, bright and white left as they are. Players that
 * decode exactly (browsers) then show the dark parts of a picture 0.9 levels too light, and those on swscale (ffmpeg,
 * posters, many players), which take 2.2 levels off, 1.3 too dark. Why: decision 8.
 *
 * @param level 0–256
 */
export function lifted(level: number): number {
  const part = Math.min(1, level / RISEN, (GONE - level) / (GONE - FULL_TO));
  return level + MOST * Math.max(0, part);
}

/** Brightness only, row by row. */
export interface GreyPicture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** In parts of the picture. */
interface Size {
  width: number;
  height: number;
}

/** Differences below this are noise, in levels. */
const NOISE = 12;

/**
 * Where a window lies best to show what has grown: most of what differs between the beginning and the end of the print
 * is in it. The median of each few pictures leaves out a print head that passes. Where nothing differs, the middle.
 *
 * @param beginning, end a few pictures each, all of one size
 * @param window smaller than 1 in at most one direction, or in both
 * @returns left upper corner, in parts of the picture
 */
export function findMovingPart(
  beginning: readonly GreyPicture[],
  end: readonly GreyPicture[],
  window: Size,
): { x: number; y: number } {
  const [first] = beginning;
  if (!first || end.length === 0) return { x: (1 - window.width) / 2, y: (1 - window.height) / 2 };
  const { columns, rows } = sumDifferences(medianOf(beginning), medianOf(end), first);
  return { x: placeWindow(columns, window.width), y: placeWindow(rows, window.height) };
}

function sumDifferences(
  before: Uint8Array,
  after: Uint8Array,
  { width, height }: { width: number; height: number },
): { columns: Float64Array; rows: Float64Array } {
  const shift = lightBetween(before, after);
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const difference = Math.abs(after[at]! - before[at]! - shift);
      if (difference < NOISE) continue;
      columns[x]! += difference;
      rows[y]! += difference;
    }
  }
  return { columns, rows };
}

/** How much brighter the whole picture is at the end: most of it shows no print. */
function lightBetween(before: Uint8Array, after: Uint8Array): number {
  const counts = new Uint32Array(511);
  for (const [at, level] of before.entries()) counts[after[at]! - level + 255]! += 1;
  let seen = 0;
  const half = before.length / 2;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (seen >= half) return index - 255;
  }
  return 0;
}

/** Where the window has most in it; in the middle of all such places, so that what has grown is in its middle. */
function placeWindow(sums: Float64Array, part: number): number {
  const free = 1 - part;
  if (free <= 0) return 0;
  const length = Math.max(1, Math.round(part * sums.length));
  let inside = 0;
  let best = -1;
  let [from, to] = [0, 0];
  for (const [at, sum] of sums.entries()) {
    inside += sum - (at >= length ? sums[at - length]! : 0);
    const start = at - length + 1;
    if (start < 0) continue;
    // Sums are rounded on their way.
    const isMore = inside > best * (1 + 1e-9) + 1e-6;
    const isSame = !isMore && inside >= best * (1 - 1e-9) - 1e-6 && start === to + 1;
    if (isMore) [best, from, to] = [inside, start, start];
    else if (isSame) to = start;
  }
  if (best <= 1e-6) return free / 2;
  return Math.min(free, (from + to) / 2 / sums.length);
}

function medianOf(pictures: readonly GreyPicture[]): Uint8Array {
  const [first] = pictures;
  if (pictures.length === 1) return first!.pixels;
  const middle = Math.floor(pictures.length / 2);
  return first!.pixels.map(
    (_, at) => pictures.map(({ pixels }) => pixels[at]!).toSorted((a, b) => a - b)[middle]!,
  );
}

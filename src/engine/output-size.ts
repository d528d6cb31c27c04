/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** x264 and 4:2:0 need even sides, and at least one chroma sample each way. */
const LEAST_SIDE = 2;

/**
 * Size of the video: the commonest size of the pictures (among equals the larger), scaled down to `maxHeight`
 * where higher, never up, both sides even.
 */
export function outputSize(sizes: readonly Size[], maxHeight: number): Size {
  const { width, height } = commonestSize(sizes);
  const scale = Math.min(1, maxHeight / height);
  if (scale === 1) return { width: evenBelow(width), height: evenBelow(height) };
  return { width: evenNear(width * scale), height: evenBelow(maxHeight) };
}

function commonestSize(sizes: readonly Size[]): Size {
  const counts = new Map<string, { size: Size; count: number }>();
  for (const size of sizes) {
    const key = `${size.width}x${size.height}`;
    const entry = counts.get(key) ?? { size, count: 0 };
    entry.count += 1;
    counts.set(key, entry);
  }
  const area = ({ size }: { size: Size }) => size.width * size.height;
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count || area(b) - area(a));
  if (best === undefined) throw new RangeError('There is no size among no pictures.');
  return best.size;
}

/** The largest even size of the picture's shape that fits inside the frame; exactly the frame when nearly so. */
export function fitInside(picture: Size, frame: Size): Size {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  const fitted = {
    width: Math.min(frame.width, evenNear(picture.width * scale)),
    height: Math.min(frame.height, evenNear(picture.height * scale)),
  };
  // An odd last row must not become a black line: shapes within two pixels fill the frame.
  return {
    width: frame.width - fitted.width <= 2 ? frame.width : fitted.width,
    height: frame.height - fitted.height <= 2 ? frame.height : fitted.height,
  };
}

/** The size scaled so that its longer side is at most `longest`, never up; sides at least 1, not rounded to even. */
export function shrinkTo(size: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}

function evenBelow(value: number): number {
  return Math.max(LEAST_SIDE, Math.floor(value / 2) * 2);
}

function evenNear(value: number): number {
  return Math.max(LEAST_SIDE, Math.round(value / 2) * 2);
}

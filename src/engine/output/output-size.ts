export interface Size {
  width: number;
  height: number;
}

/** x264 and 4:2:0 need even sides, and at least one chroma sample each way. */
const MIN_SIDE = 2;

/** The limit of H.264. */
const MAX_WIDTH = 8192;

/** Scaled down to `maxHeight` and H.264's width if needed, with even sides. */
export function outputSize({ width, height }: Size, maxHeight: number): Size {
  const scale = Math.min(1, maxHeight / height, MAX_WIDTH / width);
  if (scale === 1) return { width: evenBelow(width), height: evenBelow(height) };
  return {
    width: Math.min(MAX_WIDTH, evenNear(width * scale)),
    height: Math.min(evenBelow(maxHeight), evenNear(height * scale)),
  };
}

/** The larger of equals. */
export function commonestSize(sizes: readonly Size[]): Size {
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

/** Even sides; exactly the frame if nearly so. */
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

/** Limits the longer side, never scales up; sides need not be even. */
export function shrinkTo(size: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}

function evenBelow(value: number): number {
  return Math.max(MIN_SIDE, Math.floor(value / 2) * 2);
}

function evenNear(value: number): number {
  return Math.max(MIN_SIDE, Math.round(value / 2) * 2);
}

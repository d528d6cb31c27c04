const FRAME_NAME = /^[^.].*\.(?:jpg|jpeg|png|webp)$/is;

/** What the order of frames depends on. */
export interface FrameOrder {
  name: string;
  /** Modification time in milliseconds since 1970. */
  mtimeMs: number;
}

/** Whether a file of this name is a frame: a picture extension in any case, not hidden. `a.jpg.part` is none. */
export function isFrameName(name: string): boolean {
  return FRAME_NAME.test(name);
}

/**
 * Natural order: runs of digits compare by value (`img2` before `img10`), the rest without regard to case.
 * Names that are equal in this order (`img1`, `img01`) go by modification time, then by code units.
 */
export function compareFrames(a: FrameOrder, b: FrameOrder): number {
  return (
    compareNatural(a.name, b.name) ||
    a.mtimeMs - b.mtimeMs ||
    (a.name < b.name ? -1 : Number(a.name > b.name))
  );
}

function compareNatural(a: string, b: string): number {
  const left = chunksOf(a);
  const right = chunksOf(b);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const order = compareChunks(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function chunksOf(name: string): string[] {
  return name.toLowerCase().match(/\d+|\D+/g) ?? [];
}

function compareChunks(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const left = a.replace(/^0+(?=\d)/, '');
    const right = b.replace(/^0+(?=\d)/, '');
    // Compared as text, since camera numbers such as 20250131235959123456 exceed exact integers.
    if (left.length !== right.length) return left.length - right.length;
    return left < right ? -1 : Number(left > right);
  }
  return a < b ? -1 : Number(a > b);
}

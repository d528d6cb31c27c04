/**
 * Which files are frames and in which order: the same rule for the watcher, the previews and the engine. Links are
 * never frames, since they could point anywhere.
 */

const FRAME_NAME = /^[^.].*\.(?:jpe?g|png|webp)$/is;
/** Files that cameras overwrite with every picture. */
const OVERWRITTEN = /(?:^|[^a-z])(?:last|lastsnap|latest|newest|current)(?:$|[^a-z])/i;
/** Ending of the hidden names that mark posters. */
const MARK = '.poster';
const ZERO = 48;
const NINE = 57;

export interface FrameOrder {
  name: string;
  /** Whole milliseconds since 1970. */
  modifiedAt: number;
}

export function isFrameName(name: string): boolean {
  return FRAME_NAME.test(name);
}

/**
 * Name of the hidden file that says of a picture beside its video that it is a poster and no frame. A rule for names
 * alone could not: the video may be moved away, and pictures of users have all sorts of names.
 */
export function posterMark(name: string): string {
  return `.${name}${MARK}`;
}

export function isPosterMark(name: string): boolean {
  return name.startsWith('.') && name.endsWith(MARK);
}

/** @param names all in a folder */
export function withoutPosters(names: readonly string[]): readonly string[] {
  const marks = new Set(names.filter(isPosterMark));
  return marks.size === 0 ? names : names.filter((name) => !marks.has(posterMark(name)));
}

/**
 * The frames among the names in a folder. Names that are not UTF-8 look alike once decoded and cannot be opened, so
 * duplicates are dropped. `latest.jpg` and the like are no frames beside numbered ones, since they repeat a picture.
 */
export function frameNamesIn(names: readonly string[]): string[] {
  const frames = [...new Set(withoutPosters(names).filter(isFrameName))];
  const single = frames.filter((name) => isOverwritten(stemOf(name)));
  const isNumbered = single.length > 0 && frames.some((name) => /\d/.test(stemOf(name)));
  return isNumbered ? frames.filter((name) => !single.includes(name)) : frames;
}

/** @param stats from `lstat` */
export function isFrameFile(stats: { isFile: () => boolean; size: number }): boolean {
  return stats.isFile() && stats.size > 0;
}

/** Order in the video: by name; equal names (`img1`, `img01`) by time, then by code units. */
export function compareFrames(a: FrameOrder, b: FrameOrder): number {
  return (
    compareFrameNames(a.name, b.name) ||
    a.modifiedAt - b.modifiedAt ||
    (a.name < b.name ? -1 : Number(a.name > b.name))
  );
}

/** Natural order regardless of the extension (`snap.jpg` before `snap1.jpg`); `latest.jpg` and the like come last. */
export function compareFrameNames(a: string, b: string): number {
  const stemA = stemOf(a);
  const stemB = stemOf(b);
  return (
    Number(isOverwritten(stemA)) - Number(isOverwritten(stemB)) ||
    compareNatural(stemA, stemB) ||
    compareNatural(a, b)
  );
}

function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

function isOverwritten(stem: string): boolean {
  return !/\d/.test(stem) && OVERWRITTEN.test(stem);
}

/**
 * Runs of digits count as numbers (`img2` before `img10`), and case is ignored. 0 = equal except for leading zeros
 * and case.
 */
export function compareNatural(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (isDigit(a, i) && isDigit(b, j)) {
      const endA = endOfDigits(a, i);
      const endB = endOfDigits(b, j);
      const order = compareDigits(a, i, endA, b, j, endB);
      if (order !== 0) return order;
      i = endA;
      j = endB;
    } else {
      const order = foldedCode(a, i) - foldedCode(b, j);
      if (order !== 0) return order;
      i += 1;
      j += 1;
    }
  }
  return a.length - i - (b.length - j);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text, end)) end += 1;
  return end;
}

/** As text, since a run may exceed what a number holds exactly. */
function compareDigits(
  a: string,
  fromA: number,
  endA: number,
  b: string,
  fromB: number,
  endB: number,
): number {
  let i = fromA;
  let j = fromB;
  while (i < endA && a.charCodeAt(i) === ZERO) i += 1;
  while (j < endB && b.charCodeAt(j) === ZERO) j += 1;
  if (endA - i !== endB - j) return endA - i - (endB - j);
  for (; i < endA; i += 1, j += 1) {
    const order = a.charCodeAt(i) - b.charCodeAt(j);
    if (order !== 0) return order;
  }
  return 0;
}

function foldedCode(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  return text.charAt(at).toLowerCase().charCodeAt(0);
}

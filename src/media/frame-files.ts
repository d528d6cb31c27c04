const FRAME_NAME = /\.(jpe?g|png|webp)$/i;
const ZERO = 48;
const NINE = 57;

/** Whether a file of this name is a frame: a picture, not hidden, not a file still being written (`.tmp`, `.part`). */
export function isFrameName(name: string): boolean {
  return FRAME_NAME.test(name) && !name.startsWith('.');
}

/**
 * Natural order of names: runs of digits count as numbers, so `img2` comes before `img10`; letters regardless of
 * case. 0 means that only the tie-break is left (`img1` and `img01`).
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

/** Compares two runs of digits by value; as text, since a run may be longer than a number can hold exactly. */
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
  return code >= 65 && code <= 90 ? code + 32 : code;
}

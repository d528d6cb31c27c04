import { EOI, isFrameHeader, SOI, SOS, segmentsOf } from './jpeg-segments.ts';
import { BadPicture } from './picture-kind.ts';
import { Pieces } from './pieces.ts';

const END_MARK = Buffer.of(0xff, EOI);
const COEFFICIENTS = 64;
const APP0 = 0xe0;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

/**
 * Only the picture: no profiles, previews or comments, and nothing after its end (a second picture, a film). A missing
 * end marker is added; the decoder judges the data.
 *
 * @throws BadPicture when whole scans are missing, which decoders ignore
 */
export function jpegPicture(file: Buffer): Buffer[] {
  const pieces = new Pieces(file);
  const scans = new ScansSeen();
  pieces.keep(0, 2);
  for (const { marker, start, body, end } of segmentsOf(file)) {
    if (marker === EOI) {
      pieces.keep(start, end);
      return pieces.all();
    }
    if (marker === SOI) break;
    if (isFrameHeader(marker)) scans.expect(body);
    if (marker === SOS) scans.see(body);
    if (!isAside(marker)) pieces.keep(start, marker === SOS ? withoutZeros(file, start, end) : end);
  }
  if (!scans.complete) throw new BadPicture('the file is cut off');
  pieces.add(END_MARK);
  return pieces.all();
}

/** JFIF and Adobe segments affect the colours, so they are kept. */
function isAside(marker: number): boolean {
  return marker === COM || (marker > APP0 && marker <= APP15 && marker !== APP14);
}

/** A file that was never finished may end in zeros, which would be decoded as data. */
function withoutZeros(file: Buffer, start: number, end: number): number {
  if (end < file.length) return end;
  let last = end;
  while (last > start && file[last - 1] === 0) last -= 1;
  return last < end && file[last - 1] === 0xff ? last + 1 : last;
}

/** Progressive pictures come in many scans (T.81, B.2.3). */
class ScansSeen {
  /** By component: remaining low bits of each coefficient. */
  readonly #missingBits = new Map<number, Uint8Array>();

  /** @param body of the frame header */
  expect(body: Buffer): void {
    for (let at = 6; at + 3 <= body.length; at += 3) {
      this.#missingBits.set(body[at]!, new Uint8Array(COEFFICIENTS).fill(255));
    }
  }

  /** @param body of a scan header */
  see(body: Buffer): void {
    const count = body[0] ?? 0;
    if (body.length < 4 + 2 * count) return;
    const [first, last, bits] = body.subarray(1 + 2 * count) as unknown as [number, number, number];
    for (let i = 0; i < count; i += 1) {
      this.#missingBits.get(body[1 + 2 * i]!)?.fill(bits & 15, first, last + 1);
    }
  }

  get complete(): boolean {
    const components = [...this.#missingBits.values()];
    return components.length > 0 && components.every((bits) => bits.every((left) => left === 0));
  }
}

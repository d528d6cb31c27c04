export const SOI = 0xd8;
export const EOI = 0xd9;
export const SOS = 0xda;
const TEM = 0x01;

/** A marker with its data (ITU T.81, annex B). */
export interface Segment {
  marker: number;
  start: number;
  body: Buffer;
  /** Of a scan: after its picture data. */
  end: number;
}

/** Up to and including the end marker; fewer when the file ends early. */
export function* segmentsOf(file: Buffer): Generator<Segment> {
  let start = file.indexOf(0xff, 2);
  while (start !== -1 && start + 2 <= file.length) {
    const segment = segmentAt(file, start);
    if (segment === undefined) return;
    // Skips fill bytes and stand-alone markers.
    if (segment.end > start + 2 || segment.marker === EOI || segment.marker === SOI) yield segment;
    if (segment.marker === EOI || segment.marker === SOI) return;
    start = file.indexOf(0xff, segment.end);
  }
}

function segmentAt(file: Buffer, start: number): Segment | undefined {
  const marker = file[start + 1]!;
  const alone = (end: number): Segment => ({ marker, start, body: file.subarray(end, end), end });
  if (marker === 0xff) return alone(start + 1);
  if (marker === 0 || marker === TEM || isRestart(marker)) return alone(start + 2);
  if (marker === EOI || marker === SOI) return alone(start + 2);
  if (start + 4 > file.length) return undefined;
  const bodyEnd = start + 2 + file.readUInt16BE(start + 2);
  if (bodyEnd < start + 4 || bodyEnd > file.length) return undefined;
  const body = file.subarray(start + 4, bodyEnd);
  return { marker, start, body, end: marker === SOS ? endOfScan(file, bodyEnd) : bodyEnd };
}

/** In picture data, 0xff is followed by 0 or is a restart marker. */
function endOfScan(file: Buffer, from: number): number {
  let at = file.indexOf(0xff, from);
  while (at !== -1 && at + 1 < file.length) {
    const next = file[at + 1]!;
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
    at = file.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return at === -1 ? file.length : at;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** SOF0–SOF15 without DHT, JPG and DAC, which share the range. */
export function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

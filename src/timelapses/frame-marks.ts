import type { SampledFrame } from './timelapse.ts';

/** One 32-bit hash of name, file time and size per frame, as base64. */
export type FrameMarks = string;

const BYTES_PER_MARK = 4;

export function marksOf(frames: readonly SampledFrame[]): FrameMarks {
  const marks = Uint32Array.from(frames, markOf);
  return Buffer.from(marks.buffer).toString('base64');
}

export function countMissing(marks: FrameMarks, ...others: readonly FrameMarks[]): number {
  const there = new Set(others.flatMap(unpack));
  return unpack(marks).filter((mark) => !there.has(mark)).length;
}

export function countMarks(marks: FrameMarks): number {
  return Buffer.byteLength(marks, 'base64') / BYTES_PER_MARK;
}

function unpack(marks: FrameMarks): number[] {
  const bytes = Buffer.from(marks, 'base64');
  const unpacked: number[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_PER_MARK) unpacked.push(bytes.readUInt32LE(at));
  return unpacked;
}

/** FNV-1a, which is fast for short texts. */
function markOf([name, modifiedAt, sizeBytes]: SampledFrame): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  for (const value of [modifiedAt, Math.floor(modifiedAt / 2 ** 32), sizeBytes]) {
    hash = Math.imul(hash ^ (value | 0), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

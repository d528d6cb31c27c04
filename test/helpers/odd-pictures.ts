import { crc32 } from 'node:zlib';

/** Files with more in them than the picture, or less. */
export const joined = (...parts: (Buffer | string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

/** A chunk of a PNG. */
export function chunk(type: string, body: Buffer | string): Buffer {
  const content = joined(type, body);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(content));
  return joined(length, content, sum);
}

/** A PNG with chunks put in behind its header. */
export const withChunks = (png: Buffer, ...chunks: Buffer[]): Buffer =>
  joined(png.subarray(0, 33), ...chunks, png.subarray(33));

/** A JPEG with a segment put in at its start. */
export function withSegment(jpeg: Buffer, marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return joined(jpeg.subarray(0, 2), head, body, jpeg.subarray(2));
}

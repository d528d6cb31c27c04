export interface WebpChunk {
  type: string;
  start: number;
  body: Buffer;
  /** May be beyond the end of a truncated file. */
  end: number;
}

/** RFC 9649, section 2; ignores the length in the container. */
export function* webpChunks(file: Buffer): Generator<WebpChunk> {
  let start = 12;
  while (start + 8 <= file.length) {
    const length = file.readUInt32LE(start + 4);
    const end = start + 8 + length;
    yield {
      type: file.toString('latin1', start, start + 4),
      start,
      body: file.subarray(start + 8, end),
      end,
    };
    start = end + (length & 1);
  }
}

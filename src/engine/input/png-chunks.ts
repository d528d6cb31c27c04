export interface PngChunk {
  type: string;
  start: number;
  body: Buffer;
  /** Includes the checksum; may be beyond the end of a truncated file. */
  end: number;
}

/** PNG 3rd edition, section 5. */
export function* pngChunks(file: Buffer): Generator<PngChunk> {
  let start = 8;
  while (start + 8 <= file.length) {
    const length = file.readUInt32BE(start);
    const end = start + 12 + length;
    const body = file.subarray(start + 8, start + 8 + length);
    yield { type: file.toString('latin1', start + 4, start + 8), start, body, end };
    start = end;
  }
}

const HEADER_END = '\r\n\r\n';
const MAX_HEADER = 8 * 1024;

/**
 * The first whole part of a `multipart/x-mixed-replace` stream, as cameras send it; null = more is needed.
 *
 * @param boundary without the leading dashes
 * @throws Error when it is no such stream
 */
export function firstPart(soFar: Buffer, boundary: string): Buffer | null {
  const start = soFar.indexOf(`--${boundary}`);
  const headerEnd = start < 0 ? -1 : soFar.indexOf(HEADER_END, start);
  if (headerEnd < 0) {
    if (soFar.length > MAX_HEADER) throw new Error('it is not a stream of pictures');
    return null;
  }
  const header = soFar.toString('latin1', start, headerEnd);
  const from = headerEnd + HEADER_END.length;
  const length = /^content-length:\s*(\d+)/im.exec(header)?.[1];
  if (length !== undefined)
    return soFar.length >= from + Number(length) ? soFar.subarray(from, from + Number(length)) : null;
  const next = soFar.indexOf(`\r\n--${boundary}`, from);
  return next < 0 ? null : soFar.subarray(from, next);
}

/** Null = no stream of pictures. @param contentType of the response */
export function boundaryOf(contentType: string): string | null {
  const match = /^multipart\/[\w-]+\s*;.*?boundary="?([^";]+)"?/i.exec(contentType);
  // Some cameras write the dashes here too.
  return match?.[1]?.trim().replace(/^--/, '') ?? null;
}

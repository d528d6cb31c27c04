/** Below 4,194,000 bytes, from where on ingress streams responses without `Content-Length`. */
const SLICE_BYTES = 3_932_160;

/**
 * Limits an open-ended range (`bytes=N-`) to one slice; a player asks for the next one later. Too long suffix ranges
 * mean the whole file.
 *
 * @param size in bytes
 */
export function sliceRange(range: string, size: number): string {
  const [, start, last] = /^bytes=(?:(\d{1,15})-|-(\d{1,15}))$/.exec(range) ?? [];
  if (last !== undefined && Number(last) > size && size > 0) return `bytes=0-${size - 1}`;
  return start === undefined ? range : `bytes=${start}-${Number(start) + SLICE_BYTES - 1}`;
}

/**
 * Length of the slice that answers an open-ended range, bytes. Below 4,194,000, from where on ingress streams an
 * answer without `Content-Length`.
 */
const SLICE_BYTES = 3_932_160;

/**
 * Gives an open-ended range (`bytes=N-`) an end, so that its answer is one slice: a player asks for the next one when
 * it gets there. A range of the last bytes that is longer than the file means all of it. Others stay as asked for.
 *
 * @param size bytes of the file
 */
export function sliceRange(range: string, size: number): string {
  const [, start, last] = /^bytes=(?:(\d{1,15})-|-(\d{1,15}))$/.exec(range) ?? [];
  if (last !== undefined && Number(last) > size && size > 0) return `bytes=0-${size - 1}`;
  return start === undefined ? range : `bytes=${start}-${Number(start) + SLICE_BYTES - 1}`;
}

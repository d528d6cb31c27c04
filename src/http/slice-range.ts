/**
 * Length of the slice that answers an open-ended range, bytes. Below 4,194,000, from where on ingress streams an
 * answer without `Content-Length`.
 */
const SLICE_BYTES = 3_932_160;

/**
 * Gives an open-ended range (`bytes=N-`) an end, so that its answer is one slice. A player asks for the next one
 * when it gets there. Every other range stays as asked for.
 */
export function sliceRange(range: string | undefined): string | undefined {
  const start = /^bytes=(\d{1,15})-$/.exec(range ?? '')?.[1];
  return start === undefined ? range : `bytes=${start}-${Number(start) + SLICE_BYTES - 1}`;
}

import { addressOf } from '../api/address.ts';
import type { WireFrame } from '../contract.ts';

/** Another file in its place has another address, so that no old picture is shown from a cache. */
export function frameUrl(timelapseId: string, { n, taken_at, size_bytes }: WireFrame): string {
  const address = addressOf('getFrame', { params: { id: timelapseId, n: String(n) } });
  return `${address}?v=${Date.parse(taken_at)}-${size_bytes}`;
}

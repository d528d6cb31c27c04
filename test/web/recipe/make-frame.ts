import type { WireFrame } from '../../../web/contract.ts';

/** A good frame as the server would list it. */
export function makeFrame(n: number, change: Partial<WireFrame> = {}): WireFrame {
  return {
    n,
    name: `img${n}.jpg`,
    taken_at: new Date(Date.UTC(2026, 2, 1, 10, n)).toISOString(),
    size_bytes: 1000 + n,
    state: 'good',
    reason: null,
    chosen: null,
    light: null,
    layer: null,
    ...change,
  };
}

export function makeFrames(
  count: number,
  change: (n: number) => Partial<WireFrame> = () => ({}),
): WireFrame[] {
  return Array.from({ length: count }, (_, index) => makeFrame(index + 1, change(index + 1)));
}

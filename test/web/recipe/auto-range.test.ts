import { describe, expect, it } from 'vitest';
import { autoRange } from '../../../web/recipe/auto-range.ts';
import { makeFrames } from './make-frame.ts';

describe('Auto [4.3]', () => {
  it('knows nothing about frames that were never rendered', () => {
    expect(autoRange(makeFrames(20), null)).toBeNull();
  });

  it('cuts frozen and unusable frames off both ends, and none in between', () => {
    const frames = makeFrames(20, (n) => ({
      state: n <= 3 || n === 10 || n > 18 ? 'frozen' : n === 4 ? 'black' : 'good',
    }));
    expect(autoRange(frames, null)).toEqual({ first: 4, last: 17 });
  });

  it('cuts what stands still by its brightness, unless it is short', () => {
    const still = makeFrames(60, (n) => ({ light: n <= 20 ? 100 : 100 + (n % 5) }));
    expect(autoRange(still, null)).toEqual({ first: 19, last: 59 });
    const short = makeFrames(60, (n) => ({ light: n <= 5 ? 100 : 100 + (n % 5) }));
    expect(autoRange(short, null)).toEqual({ first: 0, last: 59 });
  });

  it('starts with the first layer and ends with the print where they are known', () => {
    const frames = makeFrames(20, (n) => ({ layer: n < 6 ? 0 : n - 5 }));
    expect(autoRange(frames, { ended_at: frames[14]!.taken_at })).toEqual({ first: 5, last: 14 });
  });

  it('ignores a print that ended before the first file was written', () => {
    const frames = makeFrames(20, () => ({ light: 100 }));
    expect(autoRange(frames, { ended_at: '2020-01-01T00:00:00.000Z' })).toBeNull();
  });
});

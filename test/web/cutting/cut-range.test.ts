import { describe, expect, it } from 'vitest';
import {
  cutTimes,
  leastFrames,
  rangeIn,
  videoOf,
  wholeRange,
  withEnd,
  withStart,
} from '../../../web/cutting/cut-range.ts';

const video = videoOf(12, 25);

describe('what is cut off a video [4.3]', () => {
  it('is measured in its frames', () => {
    expect(video).toEqual({ total: 300, fps: 25 });
    expect(videoOf(12.01, 29.97).total).toBe(360);
    expect(videoOf(2, null)).toEqual({ total: 50, fps: 25 });
    expect(wholeRange(video)).toEqual({ first: 0, last: 299 });
  });

  it.each([
    [
      { first_frame: null, last_frame: null },
      { first: 0, last: 299 },
    ],
    [
      { first_frame: '1', last_frame: null },
      { first: 25, last: 299 },
    ],
    [
      { first_frame: null, last_frame: '11.04' },
      { first: 0, last: 275 },
    ],
    [
      { first_frame: '2.6', last_frame: '9.88' },
      { first: 65, last: 246 },
    ],
  ])('is %j for the server and the same again for the page', (times, range) => {
    expect(rangeIn(times, video)).toEqual(range);
    expect(cutTimes(range, video)).toEqual(times);
  });

  it('is nothing where frames are named, and never beyond the end', () => {
    expect(rangeIn({ first_frame: 'a.jpg', last_frame: 'b.jpg' }, video)).toEqual(wholeRange(video));
    expect(rangeIn({ first_frame: '80', last_frame: '90' }, video)).toEqual({ first: 299, last: 299 });
    expect(rangeIn({}, video)).toEqual(wholeRange(video));
  });

  it('has at most three decimals, at any rate', () => {
    expect(cutTimes({ first: 1, last: 99 }, { total: 200, fps: 30 })).toEqual({
      first_frame: '0.033',
      last_frame: '3.333',
    });
  });

  it('leaves at least half a second', () => {
    expect(leastFrames(video)).toBe(13);
    expect(leastFrames(videoOf(0.2, 25))).toBe(5);
    expect(withStart({ first: 0, last: 100 }, 95, video)).toEqual({ first: 95, last: 107 });
    expect(withStart({ first: 0, last: 299 }, 299, video)).toEqual({ first: 287, last: 299 });
    expect(withEnd({ first: 100, last: 299 }, 104, video)).toEqual({ first: 92, last: 104 });
    expect(withEnd({ first: 100, last: 299 }, 0, video)).toEqual({ first: 0, last: 12 });
    expect(withEnd({ first: 100, last: 299 }, 200, video)).toEqual({ first: 100, last: 200 });
  });
});

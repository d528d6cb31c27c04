import { describe, expect, it } from 'vitest';
import { type Judged, judgePicture } from '../../src/capture/judge-picture.ts';
import { PictureAge } from '../../src/capture/picture-age.ts';

const HD = { width: 1920, height: 1080 };
const SMALL = { width: 320, height: 240 };
const picture = (change: Partial<Judged> = {}): Judged => ({ size: HD, hash: 'new', look: null, ...change });
const look = (brightness: number, flatness: number) => picture({ look: { brightness, flatness } });

describe('a picture', () => {
  it.each([
    { what: 'that is new is kept', judged: picture(), verdict: null },
    { what: 'with the bytes of the one before is not', judged: picture({ hash: 'old' }), verdict: 'same' },
    { what: 'of another size is not', judged: picture({ size: SMALL }), verdict: 'other_size' },
    {
      what: 'of another size is kept among the first',
      judged: picture({ size: SMALL }),
      sizes: [HD, HD],
      verdict: null,
    },
    {
      what: 'is measured by most of the first ones',
      judged: picture({ size: SMALL }),
      sizes: [SMALL, HD, HD],
      verdict: 'other_size',
    },
    {
      what: 'is measured by the last of the first when all differ',
      judged: picture(),
      sizes: [SMALL, { width: 16, height: 16 }, HD],
      verdict: null,
    },
    {
      what: 'of a single pixel is not, whatever its format',
      judged: picture({ size: { width: 1, height: 1 } }),
      sizes: [],
      verdict: 'flat',
    },
    { what: 'of one colour is not', judged: look(0.4, 0.99), verdict: 'flat' },
    { what: 'of one colour with a few words is not', judged: look(0.4, 0.96), verdict: 'flat' },
    { what: 'of a bright wall is kept', judged: look(0.9, 0.9), verdict: null },
    { what: 'that is black with a mark is not', judged: look(0.01, 0.93), verdict: 'flat' },
    { what: 'of a dark room is kept', judged: look(0.06, 0.8), verdict: null },
  ])('$what', ({ judged, sizes = [HD, HD, HD], verdict }) => {
    expect(judgePicture(judged, { sizes, lastHash: 'old' })).toBe(verdict);
  });
});

describe('a camera that repeats its picture', () => {
  it('is given twice its usual time', () => {
    const age = new PictureAge();
    expect(age.isStale(0, 2000)).toBe(false);
    for (const now of [0, 10_000, 20_000, 30_000]) age.noteNew(now);
    expect(age.isStale(49_000, 2000)).toBe(false);
    expect(age.isStale(51_000, 2000)).toBe(true);
    age.noteNew(60_000);
    expect(age.isStale(61_000, 2000)).toBe(false);
  });

  it('is given two intervals before its time is known', () => {
    const age = new PictureAge();
    age.noteNew(0);
    expect(age.isStale(4000, 2000)).toBe(false);
    expect(age.isStale(4001, 2000)).toBe(true);
  });
});

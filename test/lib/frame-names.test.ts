import { describe, expect, it } from 'vitest';
import { compareFrames, compareNatural, frameNamesIn, isFrameName } from '../../src/lib/frame-names.ts';

/** Names in natural order. */
function sorted(...names: string[]): string[] {
  return names.sort(compareNatural);
}

describe('the name of a file', () => {
  it.each([
    'a.jpg',
    'a.JPG',
    'a.jpeg',
    'a.Png',
    'a.webp',
    'layer 1.final.jpg',
    'тест.jpg',
    '🖨️.png',
    '-.jpg',
    'a.tmp.jpg',
    'two\nlines.jpg',
    '%d.png',
  ])('%s is that of a frame', (name) => {
    expect(isFrameName(name)).toBe(true);
  });

  it.each([
    '.hidden.jpg',
    '.jpg',
    'a.jpg.tmp',
    'a.jpg.part',
    'a.jpg~',
    'a.gif',
    'a.mp4',
    'jpg',
    'ajpg',
    'a.jpgx',
    'a.jp2',
    'a.jpg\n',
    '',
  ])('%j is not that of a frame', (name) => {
    expect(isFrameName(name)).toBe(false);
  });
});

describe('natural order', () => {
  it('counts digits as numbers', () => {
    expect(sorted('img10.jpg', 'img2.jpg', 'img1.jpg', 'img100.jpg')).toEqual([
      'img1.jpg',
      'img2.jpg',
      'img10.jpg',
      'img100.jpg',
    ]);
  });

  it('counts every run of digits in a name', () => {
    expect(sorted('p2-10', 'p10-1', 'p2-9', 'p1-100')).toEqual(['p1-100', 'p2-9', 'p2-10', 'p10-1']);
  });

  it('passes over leading zeros', () => {
    expect(sorted('f010', 'f9', 'f0001', 'f2')).toEqual(['f0001', 'f2', 'f9', 'f010']);
  });

  it('calls names alike that only differ in leading zeros', () => {
    expect(compareNatural('img1.jpg', 'img01.jpg')).toBe(0);
    expect(compareNatural('img000.jpg', 'img0.jpg')).toBe(0);
  });

  it('is exact for numbers that a number type cannot hold', () => {
    const big = '9007199254740993';
    expect(compareNatural(`t${big}.jpg`, 't9007199254740992.jpg')).toBeGreaterThan(0);
    expect(compareNatural(`t${big}0.jpg`, `t${big}.jpg`)).toBeGreaterThan(0);
    expect(compareNatural(`t${big.repeat(8)}1`, `t${big.repeat(8)}2`)).toBeLessThan(0);
  });

  it('passes over the case of letters', () => {
    expect(sorted('IMG_3.jpg', 'img_1.JPG', 'Img_2.jpg')).toEqual(['img_1.JPG', 'Img_2.jpg', 'IMG_3.jpg']);
    expect(compareNatural('A1.JPG', 'a1.jpg')).toBe(0);
  });

  it('puts a shorter name before a longer one that begins with it', () => {
    expect(sorted('a1b', 'a', 'a1', '')).toEqual(['', 'a', 'a1', 'a1b']);
  });

  it('orders names of other scripts and emoji by their numbers too', () => {
    expect(sorted('层10', '层9', 'слой2', 'слой1', '🖨12', '🖨3')).toEqual([
      'слой1',
      'слой2',
      '层9',
      '层10',
      '🖨3',
      '🖨12',
    ]);
  });

  it('is the same order whichever way two names are asked for', () => {
    const names = [
      '',
      '0',
      '00',
      'a',
      'A',
      'a0',
      'a00b',
      'a0b',
      'b',
      '9',
      '10',
      'ä2',
      '-1',
      'a-1',
      '_',
      'z9z',
    ];
    for (const a of names) {
      for (const b of names) {
        expect(Math.sign(compareNatural(a, b)), `${a} and ${b}`).toBe(-Math.sign(compareNatural(b, a)) + 0);
        for (const c of names) {
          if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0)
            expect(compareNatural(a, c), `${a}, ${b}, ${c}`).toBeLessThan(0);
        }
      }
    }
  });
});

describe('the order of the video', () => {
  /** Names in that order, each older than the one before it, so that by time alone they would be turned round. */
  const inOrder = (...names: string[]): string[] =>
    names
      .map((name, index) => ({ name, modifiedAt: 1000 - index }))
      .toSorted(compareFrames)
      .map(({ name }) => name);

  it.each([
    [['snap.jpg', 'snap1.jpg', 'snap2.jpg', 'snap10.jpg']],
    [['img.jpg', 'img (1).jpg', 'img (2).jpg', 'img (10).jpg']],
    [['img.jpg', 'img-1.jpg', 'img_2.jpg']],
    [['IMG_1.JPG', 'IMG_1 copy.jpg', 'img_2.jpeg']],
    [['a1.png', 'a2.jpg', 'a10.webp']],
    [['a.jpg', 'a.png', 'a.jpg.jpg', 'b.jpg']],
    [['frame9.jpg', 'frame10.png', 'latest.jpg']],
    [['2026-01-01.jpg', 'zoom1.jpg', 'lastsnap.jpg']],
    [['9.jpg', 'Printer_current.png']],
    [['a.jpg', 'last supper 1.jpg', 'last supper 2.jpg', 'plaster.jpg', 'current.webp']],
    [['Ä1.jpg', 'ä2.jpg', 'Ä10.jpg']],
    [['99999999999999999998.jpg', '99999999999999999999.jpg', '100000000000000000000.jpg']],
  ])('is %j [1.14]', (names) => {
    expect(inOrder(...names)).toEqual(names);
    expect(inOrder(...names.toReversed())).toEqual(names);
  });

  it('goes by time only where names are alike, and is sure even then [1.14]', () => {
    expect(inOrder('img1.jpg', 'img01.jpg', 'IMG001.JPG', 'img0.jpg')).toEqual([
      'img0.jpg',
      'IMG001.JPG',
      'img01.jpg',
      'img1.jpg',
    ]);
    const same = ['IMG1.jpg', 'img01.jpg', 'img1.jpg'].map((name) => ({ name, modifiedAt: 1 }));
    expect(same.toReversed().toSorted(compareFrames)).toEqual(same);
  });

  it('names each frame once, though names that are not UTF-8 appear alike [1.14]', () => {
    expect(frameNamesIn(['b.jpg', 'caf\ufffd.jpg', 'caf\ufffd.jpg', 'notes.txt'])).toEqual([
      'b.jpg',
      'caf\ufffd.jpg',
    ]);
  });
});

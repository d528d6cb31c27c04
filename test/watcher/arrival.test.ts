import { describe, expect, it } from 'vitest';
import { arrivalOf, type Discovery } from '../../src/watcher/arrival.ts';
import { makeSnapshot } from '../helpers/make-record.ts';

const NOW = 1_000_000_000;
const QUIET = 300_000;
const AGO = (ms: number): number => NOW - ms;

/** A folder just found, with ages in milliseconds. */
function found(ages: { frames: number; folder: number; changed: number }, appeared = false): Discovery {
  const { fingerprint } = makeSnapshot();
  const snapshot = makeSnapshot({
    fingerprint: { ...fingerprint, newestAt: AGO(ages.frames) },
    folderModifiedAt: AGO(ages.folder),
  });
  return { snapshot: snapshot, changedAt: AGO(ages.changed), appeared };
}

const DAY = 86_400_000;

describe('the frames of a folder just found arrived', () => {
  it.each([
    ['long ago when nobody touched it since', found({ frames: DAY, folder: DAY, changed: DAY }), 0],
    ['just now when old frames were put there', found({ frames: DAY, folder: 0, changed: 0 }), NOW],
    ['just now when they were written in place', found({ frames: DAY, folder: DAY, changed: 9 }), NOW],
    ['just now when it was not there before', found({ frames: DAY, folder: DAY, changed: DAY }, true), NOW],
    ['just now on a clock that is ahead', found({ frames: DAY, folder: -DAY, changed: -DAY }), NOW],
    [
      'so that a minute is left to see more come',
      found({ frames: 299_000, folder: 0, changed: 0 }),
      AGO(240_000),
    ],
  ])('%s [1.11]', (_when, discovery, arrived) => {
    expect(arrivalOf(discovery, QUIET, NOW)).toBe(arrived);
  });

  it('just now with a short quiet period [1.11]', () => {
    expect(arrivalOf(found({ frames: 0, folder: 0, changed: 0 }), 20_000, NOW)).toBe(NOW);
  });
});

import { describe, expect, it } from 'vitest';
import { choose, type LibraryItem, typicalMonth } from '../../src/rules/choose.ts';
import type { RuleDefinition } from '../../src/shared/rules.ts';

const DAY_MS = 86_400_000;
const NOW = 1000 * DAY_MS;

function item(id: string, ageDays: number, more: Partial<LibraryItem> = {}): LibraryItem {
  return {
    ...{ id, title: id, isCompleted: true, pinned: false, madeAt: NOW - ageDays * DAY_MS },
    ...{ videoPath: `/videos/${id}.mp4`, videoBytes: 100e6, archivableBytes: 70e6, framesBytes: 400e6 },
    ...{ isArchived: false, archiveFolder: null, isBeingTaken: false },
    ...{ hasFrames: true, isOfFrames: true, manyLeftOut: false, printResult: null },
    ...more,
  };
}

const FRAMES: RuleDefinition = { kind: 'frames_after_video', action: 'delete_frames', days: 14 };
const AGE: RuleDefinition = { kind: 'video_age', action: 'delete', days: 30 };
const SIZE: RuleDefinition = { kind: 'total_size', action: 'delete', max_bytes: 250e6 };
const FAILED: RuleDefinition = { kind: 'print_result', action: 'delete', results: ['failed'], days: 1 };

const CASES: [string, RuleDefinition, LibraryItem[], string[]][] = [
  ['frames on the day, not before', FRAMES, [item('a', 14), item('b', 13.9)], ['a']],
  ['no frames of pinned ones', FRAMES, [item('a', 20, { pinned: true })], []],
  ['no frames while there is another render', FRAMES, [item('a', 20, { isCompleted: false })], []],
  ['no frames of a video that left out many', FRAMES, [item('a', 20, { manyLeftOut: true })], []],
  ['no frames that are gone', FRAMES, [item('a', 20, { hasFrames: false })], []],
  ['no file of the printer', FRAMES, [item('a', 20, { isOfFrames: false, hasFrames: false })], []],
  ['videos of an age, the oldest first', AGE, [item('a', 30), item('b', 29.9), item('c', 90)], ['c', 'a']],
  ['no archived videos', AGE, [item('a', 90, { isArchived: true })], []],
  ['frames of archived videos', FRAMES, [item('a', 20, { isArchived: true })], ['a']],
  ['no pinned videos', AGE, [item('a', 90, { pinned: true })], []],
  [
    'the oldest until the rest fits',
    SIZE,
    [item('a', 1), item('b', 3), item('c', 2), item('d', 0)],
    ['b', 'c'],
  ],
  [
    'the oldest until the rest fits, without the copies that an archive leaves here',
    { ...SIZE, action: 'archive' },
    [item('a', 1), item('b', 3), item('c', 2), item('d', 0)],
    ['b', 'c', 'a'],
  ],
  ['nothing while all fits', SIZE, [item('a', 1), item('b', 2)], []],
  [
    'the next one in place of a pinned one, which counts',
    SIZE,
    [item('a', 9, { pinned: true }), item('b', 3), item('c', 2)],
    ['b'],
  ],
  [
    'videos of failed prints only',
    FAILED,
    [
      item('a', 2, { printResult: 'failed' }),
      item('b', 2, { printResult: 'cancelled' }),
      item('c', 2, { printResult: 'completed' }),
      item('d', 2),
      item('e', 0.5, { printResult: 'failed' }),
    ],
    ['a'],
  ],
];

it.each(CASES)('a rule applies to %s', (_, definition, library, ids) => {
  expect(choose(definition, library, NOW).map(({ id }) => id)).toEqual(ids);
});

it('what goes is counted by what the rule does', () => {
  const bytes = (definition: RuleDefinition, of: LibraryItem) => choose(definition, [of], NOW)[0]?.bytes;
  const old = item('a', 99);
  expect(bytes(AGE, old)).toBe(100e6);
  expect(bytes({ ...AGE, action: 'archive' }, old)).toBe(70e6);
  expect(bytes({ ...AGE, action: 'delete_with_frames' }, old)).toBe(500e6);
  expect(bytes({ ...AGE, action: 'delete_with_frames' }, { ...old, hasFrames: false })).toBe(100e6);
  expect(bytes(FRAMES, old)).toBe(400e6);
});

describe('a typical month', () => {
  /** One video a day. */
  const daily = Array.from({ length: 100 }, (_, index) => item(`v${index}`, index + 0.5));

  it('is what was made lately, whether or not it has gone meanwhile', () => {
    expect(typicalMonth(AGE, daily, NOW)).toEqual({ count: 30, bytes: 3000e6 });
    const withoutFrames = daily.map((each) => ({ ...each, hasFrames: each.madeAt > NOW - 14 * DAY_MS }));
    expect(typicalMonth(FRAMES, withoutFrames, NOW)).toEqual({ count: 30, bytes: 12_000e6 });
    expect(typicalMonth(AGE, daily.slice(0, 30), NOW)?.count).toBe(31);
  });

  it('leaves out what the rule does not apply to', () => {
    const some = daily.map((each, index) => ({ ...each, printResult: index % 2 ? 'failed' : 'completed' }));
    expect(typicalMonth({ ...FAILED, days: 60 }, some, NOW)).toEqual({ count: 15, bytes: 1500e6 });
    expect(
      typicalMonth(
        AGE,
        daily.map((each) => ({ ...each, pinned: true })),
        NOW,
      ),
    ).toEqual({ count: 0, bytes: 0 });
  });

  it('is what no longer fits, for a size', () => {
    expect(typicalMonth(SIZE, daily, NOW)?.bytes).toBe(2950e6);
    expect(typicalMonth({ ...SIZE, max_bytes: 20_000e6 }, daily, NOW)).toEqual({ count: 0, bytes: 0 });
    expect(typicalMonth({ ...SIZE, max_bytes: 11_000e6 }, daily, NOW)?.bytes).toBe(2000e6);
  });

  it('is not known of a young library', () => {
    expect(typicalMonth(AGE, daily.slice(0, 6), NOW)).toBeNull();
    expect(typicalMonth(AGE, [], NOW)).toBeNull();
  });
});

import { expect, it } from 'vitest';
import type { LibraryItem } from '../../src/rules/choose.ts';
import { RuleChecks } from '../../src/rules/rule-checks.ts';

const VIDEO: LibraryItem = {
  ...{ id: 'a', title: 'A', isCompleted: true, pinned: false, madeAt: 0, videoPath: '/videos/a.mp4' },
  ...{ isArchived: false, archiveFolder: null, videoBytes: 1, archivableBytes: 1, framesBytes: 1 },
  ...{ hasFrames: false, isBeingTaken: false, isOfFrames: true, manyLeftOut: false, printResult: null },
};
const { signal } = new AbortController();

/** Checks of files that are there, missing (false) or on a share that hangs (null), by their paths. */
function checksOf(files: Record<string, boolean | null> = {}, calls: string[][] = []): RuleChecks {
  const never = (): never => {
    throw new Error('not needed');
  };
  return new RuleChecks({
    files: {
      isFile: async (path) => files[path] ?? true,
      areFiles: async (paths) => {
        calls.push([...paths]);
        return paths.map((path) => files[path] ?? (path in files ? null : true));
      },
    },
    archives: { away: new Map([['/nas', { cause: 'ENOENT', reason: 'it is gone' }]]) },
    source: () => ({ state: 'ok', why: null, leftOut: 0, skipped: [], unused: [] }),
    reads: { get: never, renderedFrames: never },
    probe: never,
    listFrames: never,
  });
}

it('a video stays with its frames while more of them are taken', async () => {
  const taken = { ...VIDEO, isBeingTaken: true };
  const verdict = await checksOf().judge('delete_with_frames', taken, signal);
  expect(verdict).toMatchObject({ is: 'stays', why: { cause: 'capture_running' } });
  expect(await checksOf().judge('delete', taken, signal)).toEqual({ is: 'goes' });
});

it('what is in an archive that is away stays, and says nothing of other videos', async () => {
  const archived = { ...VIDEO, isArchived: true, archiveFolder: '/nas', videoPath: '/nas/a.mp4' };
  const checks = checksOf({ '/nas/a.mp4': false });
  const verdict = await checks.judge('delete_frames', archived, signal);
  expect(verdict).toMatchObject({ is: 'stays', why: { cause: 'archive_away' } });
  expect(await checks.findAway([archived])).toBeNull();
  expect(await checks.findAway([archived, VIDEO])).toBeNull();
  expect(
    await checks.findAway([archived, { ...VIDEO, archiveFolder: '/usb', videoPath: '/nas/a.mp4' }]),
  ).toEqual(expect.objectContaining({ cause: 'videos_missing' }));
});

it('many videos are asked for in parts, up to the first that hangs', async () => {
  const many = Array.from({ length: 350 }, (_, index) => ({ ...VIDEO, videoPath: `/videos/${index}.mp4` }));
  const calls: string[][] = [];
  expect(await checksOf({ '/videos/5.mp4': false }, calls).findAway(many)).toBeNull();
  expect(calls.flat()).toEqual(many.map(({ videoPath }) => videoPath));
  expect(Math.max(...calls.map(({ length }) => length))).toBeLessThan(350);
  calls.length = 0;
  const away = await checksOf({ '/videos/5.mp4': null }, calls).findAway(many);
  expect([away?.cause, calls.flat().length < 350]).toEqual(['share_away', true]);
  const missing = Object.fromEntries(many.map(({ videoPath }) => [videoPath, false]));
  expect((await checksOf(missing).findAway(many))?.cause).toBe('videos_missing');
});

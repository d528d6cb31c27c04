import { describe, expect, it } from 'vitest';
import { TimelapseStatsReader } from '../../src/timelapses/timelapse-stats.ts';
import { makeSnapshot } from '../helpers/make-record.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { createStores } from '../helpers/timelapse-stores.ts';
import { NOTHING_MEASURED } from '../../src/timelapses/render-result.ts';

const DAY = 86_400_000;

describe('the totals', () => {
  it('of an empty database are all 0', async () => {
    expect(await new TimelapseStatsReader(await openTestDatabase()).read(30, 0)).toEqual({
      byStatus: { discovered: 0, pending: 0, processing: 0, completed: 0, failed: 0 },
      videos: 0,
      archivedVideos: 0,
      archivedBytes: 0,
      videoBytes: 0,
      sourceBytes: 0,
      reclaimableBytes: 0,
      cleanupCandidates: 0,
      trash: { videos: 0, bytes: 0 },
    });
  });

  it('count candidates as clean-up does, videos with their copies, and no frames that are gone', async () => {
    const db = await openTestDatabase();
    const { store, folderStore, queueStore } = createStores(db);
    const names = ['waits', 'old', 'pinned', 'young', 'gone'];
    const found = await folderStore.insertDiscovered(
      names.map((folderName) => ({ snapshot: makeSnapshot({ folderName }), confirmedAt: null })),
      0,
    );
    for (const [name, day] of [
      ['old', 1],
      ['pinned', 1],
      ['young', 2],
      ['gone', 2],
    ] as const) {
      const { id } = found.find(({ folderName }) => folderName === name)!;
      await queueStore.enqueue(id, ['discovered'], 'hand', 0);
      await queueStore.claimNext(0);
      const files = [
        { kind: 'video', path: `/videos/${name}.mp4`, sizeBytes: 1000 },
        { kind: 'copy', path: `/images/${name}.mp4`, sizeBytes: 100 },
        { kind: 'poster', path: `/data/${name}.jpg`, sizeBytes: 7 },
      ] as const;
      const video = { durationSeconds: 1, width: 2, height: 2, fps: 1 };
      await queueStore.complete(id, { ...NOTHING_MEASURED, video, files: [...files] }, day * DAY);
      if (name === 'pinned') await store.setPinned(id, true, 0);
      if (name === 'gone') await folderStore.setSourceMissing(id, true, 0);
    }
    expect(await new TimelapseStatsReader(db).read(30, 31 * DAY)).toEqual({
      byStatus: { discovered: 1, pending: 0, processing: 0, completed: 4, failed: 0 },
      videos: 4,
      archivedVideos: 0,
      archivedBytes: 0,
      videoBytes: 4400,
      sourceBytes: 4 * 300,
      reclaimableBytes: 3 * 300,
      cleanupCandidates: 1,
      trash: { videos: 0, bytes: 0 },
    });
  });
});

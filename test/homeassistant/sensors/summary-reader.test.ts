import { expect, it } from 'vitest';
import { createLiveOptions } from '../../../src/options/live-options.ts';
import { createAppIdentity } from '../../../src/homeassistant/core/app-identity.ts';
import { PosterCopies } from '../../../src/homeassistant/media/poster-copies.ts';
import { LastVideos } from '../../../src/homeassistant/sensors/last-videos.ts';
import { SummaryReader } from '../../../src/homeassistant/sensors/summary-reader.ts';
import { localFiles } from '../../../src/lib/files.ts';
import { createLoggers } from '../../../src/lib/logger.ts';
import { ProgressBoard } from '../../../src/queue/progress-board.ts';
import { optionsSchema } from '../../../src/options/catalogue.ts';
import { TimelapseStatsReader } from '../../../src/timelapses/timelapse-stats.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { openTestDatabase } from '../../helpers/open-database.ts';
import { makeSnapshot } from '../../helpers/make-record.ts';
import { createStores } from '../../helpers/timelapse-stores.ts';

it('shows progress at most every five seconds, and that of another render at once', async () => {
  const db = await openTestDatabase();
  const { reads, store, folderStore, queueStore } = createStores(db);
  const clock = new FakeClock();
  const board = new ProgressBoard();
  const media = () => ({ mediaRoot: '/media', linkedFolder: null });
  const parts = {
    files: localFiles,
    reads,
    store,
    clock,
    media,
    logger: createLoggers({ level: 'fatal' }).homeassistant,
  };
  const reader = new SummaryReader({
    ...parts,
    board,
    statsReader: new TimelapseStatsReader(db),
    options: createLiveOptions(optionsSchema.parse({}), () => {}),
    lastVideos: new LastVideos({
      media,
      identity: createAppIdentity({ selfInfo: async () => ({ slug: 'local_x', version: '1' }) }),
      posters: new PosterCopies({ ...parts, outputFolder: () => '/share' }),
    }),
    queue: { paused: false, waitingFor: null },
    problems: () => [],
  });
  const snapshots = ['a', 'b'].map((folderName) => ({
    snapshot: makeSnapshot({ folderName }),
    confirmedAt: null,
  }));
  const [a, b] = await folderStore.insertDiscovered(snapshots, 0);
  const claim = async (id: string) => {
    await queueStore.enqueue(id, ['discovered'], 'hand', 0);
    await queueStore.claimNext(0);
    board.begin(id, null);
  };
  const reported = async (id: string, percent: number) => {
    const facts = { percent, step: null, framesDone: null, framesTotal: null };
    board.update(id, facts, clock.now() - 1000, clock.now());
    return (await reader.read()).progress?.percent;
  };
  await claim(a!.id);
  const shown = [await reported(a!.id, 10), await reported(a!.id, 20)];
  clock.advance(5000);
  shown.push(await reported(a!.id, 30), await reported(a!.id, 40));
  expect(shown).toEqual([10, 10, 30, 30]);
  await queueStore.hold(a!.id, ['processing'], 0);
  await claim(b!.id);
  expect(await reported(b!.id, 5)).toBe(5);
  board.end(b!.id);
  expect((await reader.read()).progress).toBeNull();
});

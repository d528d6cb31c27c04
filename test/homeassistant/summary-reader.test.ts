import { expect, it } from 'vitest';
import { createLiveOptions } from '../../src/config/live-options.ts';
import { createAppIdentity } from '../../src/homeassistant/app-identity.ts';
import { PosterCopies } from '../../src/homeassistant/poster-copies.ts';
import { SummaryReader } from '../../src/homeassistant/summary-reader.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { ProgressBoard } from '../../src/queue/progress-board.ts';
import { optionsSchema } from '../../src/shared/options.ts';
import { TimelapseStatsReader } from '../../src/timelapses/timelapse-stats.ts';
import { TimelapseStore } from '../../src/timelapses/timelapse-store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { makeLook } from '../helpers/make-record.ts';

it('shows progress at most every five seconds, and that of another render at once', async () => {
  const db = await openTestDatabase();
  const store = new TimelapseStore(db);
  const clock = new FakeClock();
  const board = new ProgressBoard();
  const media = () => ({ mediaRoot: '/media', linkedFolder: null });
  const parts = { store, clock, media, logger: createLoggers({ level: 'fatal' }).homeassistant };
  const reader = new SummaryReader({
    ...parts,
    board,
    statsReader: new TimelapseStatsReader(db),
    options: createLiveOptions(optionsSchema.parse({})),
    identity: createAppIdentity({ selfInfo: async () => ({ slug: 'local_x', version: '1' }) }),
    posters: new PosterCopies({ ...parts, outputFolder: () => '/share' }),
    queue: { paused: false, waitingFor: null },
    problems: () => [],
  });
  const looks = ['a', 'b'].map((folderName) => ({ look: makeLook({ folderName }), confirmedAt: null }));
  const [a, b] = await store.insertDiscovered(looks, 0);
  const claim = async (id: string) => {
    await store.enqueue(id, ['discovered'], 'hand', 0);
    await store.claimNext(0);
    board.begin(id, null);
  };
  const told = async (id: string, percent: number) => {
    const facts = { percent, step: null, framesDone: null, framesTotal: null };
    board.update(id, facts, clock.now() - 1000, clock.now());
    return (await reader.read()).progress?.percent;
  };
  await claim(a!.id);
  const shown = [await told(a!.id, 10), await told(a!.id, 20)];
  clock.advance(5000);
  shown.push(await told(a!.id, 30), await told(a!.id, 40));
  expect(shown).toEqual([10, 10, 30, 30]);
  await store.hold(a!.id, ['processing'], 0);
  await claim(b!.id);
  expect(await told(b!.id, 5)).toBe(5);
  board.clear();
  expect((await reader.read()).progress).toBeNull();
});

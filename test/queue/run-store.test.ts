import { expect, test } from 'vitest';
import { RunStore } from '../../src/queue/run-store.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { createStores, discover } from '../helpers/timelapse-stores.ts';

async function storeWithRuns(...runs: { id: string; endedAt: number; frames?: number }[]) {
  const db = await openTestDatabase();
  const [timelapse] = await discover(createStores(db), 'Benchy');
  const store = new RunStore(db);
  for (const { id, endedAt, frames } of runs) {
    const run = {
      id,
      timelapseId: timelapse!.id,
      attempt: 1,
      engine: 'x',
      partialPaths: [],
      startedAt: endedAt - 2000,
    };
    await store.start(run);
    const size = frames === undefined ? {} : { frames, megapixels: 2 };
    await store.end(id, { outcome: frames === undefined ? 'failed' : 'completed', ...size }, endedAt);
  }
  return { store, ids: async () => (await db('runs').orderBy('id').pluck('id')) as string[] };
}

test('old runs are forgotten, but never the last of a timelapse', async () => {
  const { store, ids } = await storeWithRuns(
    { id: 'a', endedAt: 10_000 },
    { id: 'b', endedAt: 20_000 },
    { id: 'c', endedAt: 30_000 },
  );
  await store.trim(25_000);
  expect(await ids()).toEqual(['c']);
  await store.trim(99_000);
  expect(await ids()).toEqual(['c']);
});

test('speed is that of completed runs', async () => {
  const { store } = await storeWithRuns(
    { id: 'a', endedAt: 10_000, frames: 100 },
    { id: 'b', endedAt: 20_000 },
    { id: 'c', endedAt: 30_000, frames: 50 },
  );
  expect(await store.listMeasured()).toEqual([
    { seconds: 2, frames: 50, megapixels: 2 },
    { seconds: 2, frames: 100, megapixels: 2 },
  ]);
});

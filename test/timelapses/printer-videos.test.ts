import { expect, it } from 'vitest';
import { PrintJobStore } from '../../src/print-jobs/print-job-store.ts';
import { PrinterVideosReader } from '../../src/timelapses/printer-videos.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { createStores, discover, RENDER_RESULT } from '../helpers/timelapse-stores.ts';

async function startLibrary() {
  const db = await openTestDatabase();
  const stores = createStores(db);
  const jobs = new PrintJobStore(db);
  const reader = new PrinterVideosReader(db);
  const job = (printer: string, externalId: string | null, source = 'home_assistant') =>
    jobs.insert(
      source,
      {
        ...{ externalId, printer, name: 'Owl', fileName: null, status: 'completed' },
        ...{ startedAt: null, endedAt: null, createdAt: null },
      },
      0,
    );
  /** A timelapse that rendered at that time, or failed to. */
  const add = async (
    name: string,
    printedBy: Awaited<ReturnType<typeof job>> | null,
    end: number | 'failed',
  ) => {
    const [found] = await discover(stores, name);
    const { id } = found!;
    await stores.queueStore.enqueue(id, ['discovered'], 'hand', 0);
    await stores.queueStore.claimNext(0);
    const at = end === 'failed' ? 9000 : end;
    if (end === 'failed') await stores.queueStore.fail(id, { code: 'no_frames', detail: '' }, at);
    else await stores.queueStore.complete(id, RENDER_RESULT, at);
    if (printedBy)
      await stores.store.setLink(
        id,
        { jobId: printedBy.id, source: 'manual', printer: printedBy.printer },
        at,
      );
  };
  const read = async (...printers: { key: string; name: string }[]) =>
    Object.fromEntries(
      [...(await reader.read(printers))].map(([key, { last, videos, failed }]) => [
        key,
        [last?.folderName ?? null, videos, failed],
      ]),
    );
  return { job, add, read };
}

it('belong to the printer of their print by its key, else by a name that only it has', async () => {
  const { job, add, read } = await startLibrary();
  await add('by key', await job('X1C before it was renamed', 'bambu:1_%@2026-01-01T00:00:00Z'), 1000);
  await add('by name', await job('workshop X1C', null, 'api'), 3000);
  await add('by key of another with a key that begins so', await job('Mini', 'bambu:1_%b@2026'), 4000);
  await add('by key of another that had the name', await job('Workshop X1C', 'bambu:2@2026'), 5000);
  await add('of nobody', null, 6000);
  await add('failed', await job('Workshop X1C', 'bambu:1_%@2026-01-02T00:00:00Z'), 'failed');
  const x1c = { key: 'bambu:1_%', name: 'Workshop X1C' };
  expect(
    await read(
      x1c,
      { key: 'bambu:2', name: 'P1S' },
      { key: 'bambu:1_%b', name: 'Mini' },
      { key: 'new', name: 'A1' },
    ),
  ).toEqual({
    [x1c.key]: ['by name', 2, 1],
    'bambu:2': ['by key of another that had the name', 1, 0],
    'bambu:1_%b': ['by key of another with a key that begins so', 1, 0],
    new: [null, 0, 0],
  });
  // Whose is it?
  expect(await read(x1c, { key: 'bambu:2', name: 'workshop x1c' })).toMatchObject({
    [x1c.key]: ['by key', 1, 1],
    'bambu:2': ['by key of another that had the name', 1, 0],
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { OutboxStore } from '../../src/outbox/outbox-store.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import type { RenderResult } from '../../src/timelapses/render-result.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { makeSnapshot } from '../helpers/make-record.ts';
import { createStores, type TimelapseStores } from '../helpers/timelapse-stores.ts';

const NOW = 1_000_000;
const FAILURE = { code: 'bad_output', detail: 'no moov atom' } as const;
const RESULT: RenderResult = {
  video: { durationSeconds: 20, width: 640, height: 480, fps: 25 },
  files: [{ kind: 'video', path: '/videos/Benchy.mp4', sizeBytes: 4321 }],
  droppedFrames: 0,
  framesLeftOut: null,
  manyLeftOut: false,
  flickerBefore: null,
  flickerAfter: null,
  framesChosen: null,
  movementBefore: null,
  movementAfter: null,
};

let db: Database;
let outbox: OutboxStore;
let stores: TimelapseStores;

beforeEach(async () => {
  db = await openTestDatabase();
  outbox = new OutboxStore(db, 5);
  stores = createStores(db, outbox);
});

async function discover(...names: string[]): Promise<Timelapse[]> {
  const snapshots = names.map((folderName) => ({
    snapshot: makeSnapshot({ folderName }),
    confirmedAt: null,
  }));
  return stores.folderStore.insertDiscovered(snapshots, NOW);
}

/** The waiting events, oldest first, without what they all begin with. */
async function events(): Promise<string[]> {
  return (await outbox.oldest(100)).map(({ event }) => event.replace('timelapse.', ''));
}

/** Takes everything that waits away. */
async function empty(): Promise<void> {
  for (const { seq } of await outbox.oldest(100)) await outbox.remove(seq);
}

async function claimed(): Promise<Timelapse> {
  const [one] = await discover('Benchy');
  await stores.queueStore.enqueue(one!.id, ['discovered'], 'hand', NOW);
  await stores.queueStore.claimNext(NOW);
  await empty();
  return one!;
}

describe('a change of status and its event', () => {
  it('are recorded together, in order', async () => {
    const [one] = await discover('Benchy');
    await stores.queueStore.enqueue(one!.id, ['discovered'], 'watcher', NOW);
    await stores.queueStore.claimNext(NOW);
    await stores.queueStore.complete(one!.id, RESULT, NOW + 7);
    expect(await events()).toEqual(['discovered', 'pending', 'processing', 'completed']);
    const files = { files: [...RESULT.files], frames: null };
    await stores.store.delete(one!.id, NOW + 9, { tombstone: null, files, trash: null });
    const last = (await outbox.oldest(10)).at(-1)!;
    expect(last).toMatchObject({ event: 'timelapse.deleted', happenedAt: NOW + 9 });
    expect(last.fact).toMatchObject({ id: one!.id, folder_name: 'Benchy', status: 'completed' });
  });

  it.each<[what: string, event: string, act: (id: string) => Promise<unknown>]>([
    ['a failure', 'failed', (id) => stores.queueStore.fail(id, FAILURE, NOW)],
    ['a retry', 'pending', (id) => stores.queueStore.enqueueRetry(id, FAILURE, NOW + 60_000, NOW)],
    ['an interrupted render', 'pending', (id) => stores.queueStore.requeue(id, NOW)],
    ['a cancelled render', 'discovered', (id) => stores.queueStore.hold(id, ['processing'], NOW)],
    ['added frames', 'discovered', (id) => stores.queueStore.rediscover(id, ['processing'], NOW)],
  ])('are recorded together for %s', async (_, event, act) => {
    await act((await claimed()).id);
    expect(await events()).toEqual([event]);
  });

  it('are recorded together for one that was brought back', async () => {
    const { id } = await claimed();
    await stores.store.delete(id, NOW);
    await empty();
    const snapshot = makeSnapshot({ folderName: 'Benchy' });
    const texts = { title: null, notes: null, pinned: false };
    await stores.folderStore.insertRestored(
      { id, snapshot: snapshot, ...texts, discoveredAt: NOW, createdAt: NOW },
      NOW,
    );
    expect(await events()).toEqual(['discovered']);
  });

  it('are both not there when the event cannot be written', async () => {
    const [one] = await discover('Benchy');
    await db.schema.dropTable('outbox');
    await expect(stores.queueStore.enqueue(one!.id, ['discovered'], 'watcher', NOW)).rejects.toThrow(
      /outbox/,
    );
    expect((await stores.reads.get(one!.id))?.status).toBe('discovered');
  });

  it('keep what was true at that moment', async () => {
    const { id } = await claimed();
    await stores.queueStore.complete(id, RESULT, NOW);
    await stores.queueStore.rediscover(id, ['completed'], NOW);
    await stores.queueStore.enqueue(id, ['discovered'], 'hand', NOW);
    await stores.queueStore.claimNext(NOW);
    await stores.queueStore.fail(id, FAILURE, NOW);
    const [first, , , , last] = await outbox.oldest(10);
    expect(first?.fact).toMatchObject({
      status: 'completed',
      image_count: 3,
      video_duration: 20,
      file_size_bytes: 4321,
      output_video_path: '/videos/Benchy.mp4',
      error_code: null,
      retry_count: 0,
    });
    expect(last?.fact).toMatchObject({
      status: 'failed',
      error_code: 'bad_output',
      error_message: expect.stringMatching(/video/),
    });
  });

  it('are not there when nothing changed', async () => {
    const { id } = await claimed();
    expect(await stores.queueStore.enqueue(id, ['discovered'], 'hand', NOW)).toBeNull();
    await stores.store.setPinned(id, true, NOW);
    await stores.store.delete('nobody', NOW);
    expect(await events()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('drops the oldest when there are too many, and counts them', async () => {
    await discover('a', 'b', 'c');
    expect(outbox.dropped).toBe(0);
    await discover('d', 'e', 'f', 'g');
    const names = (await outbox.oldest(100)).map(
      ({ fact }) => (fact as { folder_name?: string }).folder_name,
    );
    expect([names, outbox.dropped]).toEqual([['c', 'd', 'e', 'f', 'g'], 2]);
  });

  it('gives no number twice, even when it has been emptied', async () => {
    await discover('a');
    const [first] = await outbox.oldest(1);
    await empty();
    await discover('b');
    const [second] = await outbox.oldest(1);
    expect(second?.seq).toBeGreaterThan(first!.seq);
    expect(second?.eventId).not.toBe(first?.eventId);
  });

  it('is not filled when nobody wants to know', async () => {
    stores = createStores(db);
    const [one] = await discover('Benchy');
    await stores.queueStore.enqueue(one!.id, ['discovered'], 'hand', NOW);
    expect(await events()).toEqual([]);
  });
});

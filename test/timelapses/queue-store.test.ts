import { dirname } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { createStores, discover, RENDER_RESULT, type TimelapseStores } from '../helpers/timelapse-stores.ts';

let db: Database;
let stores: TimelapseStores;
let reads: TimelapseStores['reads'];
let queueStore: TimelapseStores['queueStore'];

beforeEach(async () => {
  db = await openTestDatabase();
  stores = createStores(db);
  ({ reads, queueStore } = stores);
});

/** Puts a timelapse into the queue. */
async function enqueue({ id }: Timelapse, by: 'hand' | 'watcher'): Promise<void> {
  await queueStore.enqueue(id, ['discovered', 'completed'], by, 5000);
}

describe('a claim', () => {
  it('gives one timelapse to one of two askers', async () => {
    const [one, two] = await discover(stores, 'one', 'two');
    await enqueue(one!, 'watcher');
    await enqueue(two!, 'watcher');
    const claims = await Promise.all([
      queueStore.claimNext(6000),
      queueStore.claimNext(6000),
      queueStore.claimNext(6000),
    ]);
    expect(claims.filter((each) => each !== null).map(({ id }) => id)).toEqual([one!.id]);
    expect((await reads.listProcessing()).map(({ id }) => id)).toEqual([one!.id]);
  });

  it('gives as many as there are slots, in the order of the queue, and none of those excepted [2.2]', async () => {
    const all = await discover(stores, 'one', 'two', 'three');
    for (const each of all) await enqueue(each, 'watcher');
    const two = { slots: 2, except: [all[0]!.id] };
    const claims = await Promise.all([1, 2, 3].map((now) => queueStore.claimNext(6000 + now, two)));
    expect(claims.flatMap((each) => each?.folderName ?? [])).toEqual(['two', 'three']);
    expect((await reads.listProcessing()).map(({ folderName }) => folderName)).toEqual(['two', 'three']);
    expect(await queueStore.claimNext(7000, { slots: 3, except: [all[0]!.id] })).toBeNull();
    expect(await queueStore.claimNext(7000, { slots: 3 })).toMatchObject({ id: all[0]!.id });
  });

  it('counts whatever is processing, even a row that nobody claimed [2.2]', async () => {
    const [one, two] = await discover(stores, 'one', 'two');
    await enqueue(two!, 'watcher');
    await db('timelapses').where({ id: one!.id }).update({ status: 'processing' });
    expect(await queueStore.claimNext(6000)).toBeNull();
    expect(await queueStore.claimNext(6000, { slots: 2 })).toMatchObject({ id: two!.id });
  });

  it('gives nothing when the queue is empty', async () => {
    await discover(stores, 'one');
    expect(await queueStore.claimNext(6000)).toBeNull();
  });

  it('takes those started by hand first, then the order of becoming pending', async () => {
    const all = await discover(stores, 'w1', 'w2', 'h1', 'h2');
    for (const [index, by] of (['watcher', 'watcher', 'hand', 'hand'] as const).entries())
      await enqueue(all[index]!, by);
    const ids = (await reads.listPending()).map(({ id }) => id);
    const order: string[] = [];
    for (
      let claimed = await queueStore.claimNext(6000);
      claimed;
      claimed = await queueStore.claimNext(6000)
    ) {
      order.push(claimed.folderName);
      await queueStore.complete(claimed.id, RENDER_RESULT, 7000);
    }
    expect(order).toEqual(['h1', 'h2', 'w1', 'w2']);
    expect(ids).toEqual(['h1', 'h2', 'w1', 'w2'].map((name) => all.find((t) => t.folderName === name)!.id));
  });

  it('leaves a retry alone until it is due', async () => {
    const [one] = await discover(stores, 'one');
    await enqueue(one!, 'watcher');
    await queueStore.claimNext(6000);
    await queueStore.enqueueRetry(one!.id, { code: 'killed', detail: 'gone' }, 70_000, 6500);
    expect(await reads.nextRetryAt()).toBe(70_000);
    expect(await queueStore.claimNext(69_999)).toBeNull();
    expect(await queueStore.claimNext(70_000)).toMatchObject({
      id: one!.id,
      retryCount: 1,
      failure: { code: 'killed' },
    });
  });

  it('remembers which frames the video is made from', async () => {
    const [one] = await discover(stores, 'one');
    await enqueue(one!, 'watcher');
    expect(await queueStore.claimNext(6000)).toMatchObject({
      status: 'processing',
      processingStartedAt: 6000,
      renderedFingerprint: one!.fingerprint,
    });
  });
});

it.each([
  ['a video', undefined, '/made'],
  ['an archived one', { folder: '/archive', home: '/videos/one.mp4', checksum: '' }, '/videos'],
])('the copy of %s is made where it can be sent', async (_, archived, folder) => {
  const automatic = { kind: 'mp4', wish: '{}' };
  ({ queueStore } = createStores(db, null, automatic));
  const [one] = await discover(stores, 'one');
  await enqueue(one!, 'hand');
  await queueStore.claimNext(6000);
  const path = archived ? '/archive/one.mp4' : '/made/one.mp4';
  const video = { kind: 'video', path, sizeBytes: 1, ...(archived ? { archived } : {}) } as const;
  await queueStore.complete(one!.id, { ...RENDER_RESULT, files: [video] }, 7000);
  expect((await db('shares').pluck('path')).map((each: string) => dirname(each))).toEqual([
    `${folder}/.timelapse-shares`,
  ]);
});

describe('a change of status', () => {
  it('happens only from a status it is allowed from', async () => {
    const [one] = await discover(stores, 'one');
    expect(await queueStore.hold(one!.id, ['pending'], 2000)).toBeNull();
    expect(await queueStore.complete(one!.id, RENDER_RESULT, 2000)).toBeNull();
    expect(await queueStore.fail(one!.id, { code: 'killed', detail: '' }, 2000)).toBeNull();
    expect(await queueStore.requeue(one!.id, 2000)).toBeNull();
    expect(await queueStore.rediscover(one!.id, ['completed'], 2000)).toBeNull();
    expect(await reads.get(one!.id)).toEqual(one);
  });

  it('by hand sets the retries to 0 and clears the error', async () => {
    const [one] = await discover(stores, 'one');
    await enqueue(one!, 'watcher');
    await queueStore.claimNext(6000);
    await queueStore.enqueueRetry(one!.id, { code: 'killed', detail: 'x' }, 0, 6000);
    await queueStore.claimNext(6000);
    await queueStore.fail(one!.id, { code: 'killed', detail: 'x' }, 7000);
    expect(await reads.get(one!.id)).toMatchObject({
      status: 'failed',
      retryCount: 1,
      failure: { code: 'killed' },
    });
    await queueStore.enqueue(one!.id, ['failed'], 'hand', 8000);
    expect(await reads.get(one!.id)).toMatchObject({
      status: 'pending',
      retryCount: 0,
      failure: null,
      manual: true,
    });
  });

  it('after a restart leaves the place in the queue and the retries as they were', async () => {
    const [one, two] = await discover(stores, 'one', 'two');
    await enqueue(one!, 'watcher');
    await enqueue(two!, 'watcher');
    await queueStore.claimNext(6000);
    await queueStore.requeue(one!.id, 7000);
    expect((await reads.listPending()).map(({ id }) => id)).toEqual([one!.id, two!.id]);
    expect((await reads.get(one!.id))?.retryCount).toBe(0);
  });
});

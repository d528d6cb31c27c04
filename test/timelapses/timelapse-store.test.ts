import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { PrintJobStore } from '../../src/print-jobs/print-job-store.ts';
import { SORT_KEYS } from '../../src/shared/statuses.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import type { ListFilter } from '../../src/timelapses/list-query.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { createStores, discover, RENDER_RESULT, type TimelapseStores } from '../helpers/timelapse-stores.ts';

let db: Database;
let stores: TimelapseStores;
let reads: TimelapseStores['reads'];
let store: TimelapseStores['store'];
let queueStore: TimelapseStores['queueStore'];

beforeEach(async () => {
  db = await openTestDatabase();
  stores = createStores(db);
  ({ reads, store, queueStore } = stores);
});

/** Puts a timelapse into the queue. */
async function enqueue({ id }: Timelapse, by: 'hand' | 'watcher'): Promise<void> {
  await queueStore.enqueue(id, ['discovered', 'completed'], by, 5000);
}

/** Links a timelapse to a print job. */
async function link({ id }: Timelapse): Promise<void> {
  const times = { startedAt: null, endedAt: null, createdAt: null };
  const report = { externalId: null, name: 'a print', fileName: null, printer: 'A1', ...times } as const;
  const job = await new PrintJobStore(db).insert('api', { ...report, status: 'completed' }, 0);
  await store.setLink(id, { jobId: job.id, source: 'auto', printer: job.printer }, 5000);
}

/** Renders a timelapse to its end, with a video of this size. */
async function complete(timelapse: Timelapse, seconds: number, sizeBytes: number): Promise<void> {
  await enqueue(timelapse, 'hand');
  expect((await queueStore.claimNext(6000))?.id).toBe(timelapse.id);
  const video = { kind: 'video', path: `/videos/${timelapse.folderName}.mp4`, sizeBytes } as const;
  const poster = { kind: 'poster', path: `/data/${timelapse.folderName}.jpg`, sizeBytes: 5 } as const;
  const info = { ...RENDER_RESULT.video, durationSeconds: seconds };
  await queueStore.complete(timelapse.id, { ...RENDER_RESULT, video: info, files: [video, poster] }, 7000);
}

/** All files of a timelapse, without a trash. */
async function leaving({ id }: Timelapse) {
  const { files } = (await reads.get(id))!;
  return { tombstone: null, files: { files, frames: null }, trash: null };
}

/** Folder names of a list, and how many there are in all. */
async function list(filter: Partial<ListFilter> = {}): Promise<[names: string[], total: number]> {
  const whole = { sort: 'name', descending: false, limit: 100, offset: 0, ...filter } as const;
  const { timelapses, total } = await reads.list(whole);
  return [timelapses.map(({ folderName }) => folderName), total];
}

describe('the database itself', () => {
  it('refuses a second current row of one folder', async () => {
    const [one] = await discover(stores, 'one');
    await expect(discover(stores, 'one')).rejects.toThrow(/UNIQUE/);
    await stores.folderStore.supersede(one!.id, 2000);
    await expect(discover(stores, 'one')).resolves.toHaveLength(1);
  });

  it('lets the files and runs of a timelapse go with it', async () => {
    const [one] = await discover(stores, 'one');
    await complete(one!, 1, 10);
    await store.delete(one!.id, 0, await leaving(one!));
    expect(await db('timelapse_files').select()).toEqual([]);
  });
});

describe('a deletion', () => {
  it.each(['video', 'original', 'copy'])('is refused when its %s has just been moved', async (kind) => {
    const [one] = await discover(stores, 'one');
    await complete(one!, 1, 10);
    await db('timelapse_files').where({ kind: 'poster' }).update({ kind: 'copy' });
    await db('timelapse_files').insert({
      ...{
        timelapse_id: one!.id,
        kind: 'original',
        path: '/videos/whole.mp4',
        size_bytes: 20,
        created_at: 0,
      },
    });
    const before = await leaving(one!);
    await db('timelapse_files').where({ kind }).update({ path: '/archive/one.mp4' });
    await expect(store.delete(one!.id, 0, before)).rejects.toMatchObject({ code: 'videos_moving' });
    expect(await db('timelapse_files').select()).toHaveLength(3);
    await store.delete(one!.id, 0, await leaving(one!));
    expect(await db('timelapse_files').select()).toEqual([]);
  });
});

describe('the list', () => {
  beforeEach(async () => {
    const [benchy, alpha, cube] = await discover(stores, 'benchy', 'Alpha', 'cube', 'Dragon');
    await complete(benchy!, 30, 100);
    await complete(alpha!, 10, 300);
    await store.setPinned(alpha!.id, true, 9000);
    await enqueue(cube!, 'watcher');
    await link(cube!);
  });

  it.each([
    [{}, ['Alpha', 'benchy', 'cube', 'Dragon']],
    [{ statuses: ['completed'] }, ['Alpha', 'benchy']],
    [{ statuses: ['pending', 'discovered'] }, ['cube', 'Dragon']],
    [{ statuses: ['failed'] }, []],
    [{ pinned: true }, ['Alpha']],
    [{ pinned: false }, ['benchy', 'cube', 'Dragon']],
    [{ linked: true }, ['cube']],
    [{ linked: false }, ['Alpha', 'benchy', 'Dragon']],
    [{ statuses: ['completed'], pinned: false }, ['benchy']],
  ] as [Partial<ListFilter>, string[]][])('with the filter %j', async (filter, names) => {
    expect(await list(filter)).toEqual([names, names.length]);
    for (const sort of SORT_KEYS)
      expect((await list({ ...filter, sort }))[0].sort()).toEqual([...names].sort());
  });

  it.each([
    ['created', ['benchy', 'Alpha', 'cube', 'Dragon']],
    ['name', ['Alpha', 'benchy', 'cube', 'Dragon']],
  ] as const)('sorts by %s, both ways', async (sort, names) => {
    expect((await list({ sort }))[0]).toEqual(names);
    expect((await list({ sort, descending: true }))[0]).toEqual([...names].reverse());
  });

  it.each([
    ['duration', ['Alpha', 'benchy']],
    ['size', ['benchy', 'Alpha']],
  ] as const)('sorts by %s, those without one at the lower end', async (sort, names) => {
    expect((await list({ sort }))[0].slice(2)).toEqual(names);
    expect((await list({ sort, descending: true }))[0].slice(0, 2)).toEqual([...names].reverse());
  });

  it('goes by the title where there is one', async () => {
    const { id } = await db('timelapses').where({ folder_name: 'benchy' }).first();
    await store.setTexts(id, { title: 'Zebra' }, 1);
    expect((await list())[0]).toEqual(['Alpha', 'cube', 'Dragon', 'benchy']);
  });

  it.each([...SORT_KEYS])('sorted by %s is the same in pages as in one', async (sort) => {
    const [whole, total] = await list({ sort });
    const pages: string[] = [];
    for (let offset = 0; offset < 6; offset += 1) {
      const [page, count] = await list({ sort, limit: 1, offset });
      pages.push(...page);
      expect(count).toBe(total);
    }
    expect(pages).toEqual(whole);
  });

  it('brings the files of each', async () => {
    const { timelapses } = await reads.list({ sort: 'size', descending: true, limit: 1, offset: 0 });
    expect(timelapses[0]!.files.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
      'poster /data/Alpha.jpg',
      'video /videos/Alpha.mp4',
    ]);
  });
});

describe('a list', () => {
  it('gives of each timelapse exactly what reading it alone gives', async () => {
    const [odd, plain, failed] = await discover(stores, 'Gehäuse "ランプ" \\ \u0001', 'Plain', 'Failed');
    await complete(odd!, 0.1 + 0.2, 2 ** 52 + 1);
    await store.setTexts(odd!.id, { title: "It's 😀\nof two lines", notes: '[1,null]' }, 8000);
    await link(odd!);
    await enqueue(failed!, 'hand');
    await queueStore.claimNext(8000);
    await queueStore.fail(failed!.id, { code: 'killed', detail: '' }, 9000);
    const { timelapses } = await reads.list({ sort: 'created', descending: false, limit: 9, offset: 0 });
    const alone = await Promise.all([odd!, plain!, failed!].map(({ id }) => reads.get(id)));
    expect(timelapses).toEqual(alone);
    expect(timelapses[0]).toMatchObject({ video: { durationSeconds: 0.1 + 0.2 }, flickerBefore: 4 });
    expect(timelapses[0]?.files).toHaveLength(2);
  });
});

describe('whether videos are there', () => {
  it('is noted of many, but not of one that changed since they were checked', async () => {
    const all = await discover(stores, 'one', 'two', 'three');
    for (const each of all) await complete(each, 1, 10);
    const ids = all.map(({ id }) => id);
    await store.setPinned(ids[1]!, true, 8001);
    const changed = await store.setVideosExist(ids, false, { checkedAt: 8000, now: 8002 });
    expect(changed.map(({ id, videoExists, files }) => [id, videoExists, files.length]).sort()).toEqual(
      [ids[0], ids[2]].map((id) => [id, false, 2]).sort(),
    );
    expect((await reads.get(ids[1]!))?.videoExists).toBe(true);
  });
});

describe('a link', () => {
  it('brings name, printer and end of the print job wherever the timelapse goes', async () => {
    const [one] = await discover(stores, 'one');
    await link(one!);
    const job = { name: 'a print', printer: 'A1', endedAt: null };
    const expected = { printer: 'A1', linkSource: 'auto', job };
    expect(await reads.get(one!.id)).toMatchObject(expected);
    expect(await reads.listWaiting(1)).toEqual([expect.objectContaining(expected)]);
    expect((await reads.list({ sort: 'name', descending: false, limit: 1, offset: 0 })).timelapses).toEqual([
      expect.objectContaining(expected),
    ]);
    expect(await store.setPinned(one!.id, true, 6000)).toMatchObject(expected);
  });

  it('of the user is changed by no one else', async () => {
    const [one] = await discover(stores, 'one');
    const byHand = { jobId: null, source: 'manual', printer: null } as const;
    expect(await stores.linkReads.listOpenForLinks(0)).toEqual([one!.id]);
    await store.setLink(one!.id, byHand, 5000);
    expect(await store.setLink(one!.id, { ...byHand, source: 'auto' }, 6000)).toBeNull();
    expect(await store.setLink(one!.id, { ...byHand, source: null }, 6000)).toBeNull();
    expect(await stores.linkReads.listOpenForLinks(0)).toEqual([]);
    expect(await store.setLink(one!.id, byHand, 7000)).toMatchObject({ linkSource: 'manual' });
  });

  it('is searched for where frames are new enough', async () => {
    const [one] = await discover(stores, 'one');
    expect(await stores.linkReads.listOpenForLinks(one!.lastFrameAt)).toEqual([one!.id]);
    expect(await stores.linkReads.listOpenForLinks(one!.lastFrameAt + 1)).toEqual([]);
  });
});

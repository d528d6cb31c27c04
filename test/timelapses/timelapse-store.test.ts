import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { PrintJobStore } from '../../src/print-jobs/print-job-store.ts';
import { SORT_KEYS } from '../../src/shared/statuses.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import type { ListFilter } from '../../src/timelapses/timelapse-reads.ts';
import { type RenderResult, TimelapseStore } from '../../src/timelapses/timelapse-store.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { makeLook } from '../helpers/make-record.ts';

let db: Database;
let store: TimelapseStore;

beforeEach(async () => {
  db = await openTestDatabase();
  store = new TimelapseStore(db);
});

/** Discovers folders of these names, one second after the other, from time 1000 on. */
async function discover(...names: string[]): Promise<Timelapse[]> {
  const found: Timelapse[] = [];
  for (const [index, folderName] of names.entries()) {
    const rows = [{ look: makeLook({ folderName }), confirmedAt: null }];
    found.push(...(await store.insertDiscovered(rows, (index + 1) * 1000)));
  }
  return found;
}

/** Puts a timelapse into the queue. */
async function enqueue({ id }: Timelapse, by: 'hand' | 'watcher'): Promise<void> {
  await store.enqueue(id, ['discovered', 'completed'], by, 5000);
}

/** Links a timelapse to a print job. */
async function link({ id }: Timelapse): Promise<void> {
  const times = { startedAt: null, endedAt: null, createdAt: null };
  const report = { externalId: null, name: 'a print', fileName: null, printer: 'A1', ...times } as const;
  const job = await new PrintJobStore(db).insert('api', { ...report, status: 'completed' }, 0);
  await store.setLink(id, { jobId: job.id, source: 'auto', printer: job.printer }, 5000);
}

const RESULT: RenderResult = {
  video: { durationSeconds: 8, width: 640, height: 480, fps: 25 },
  files: [],
  droppedFrames: 0,
  flickerBefore: 4,
  flickerAfter: 1,
};

/** Renders a timelapse to its end, with a video of this size. */
async function complete(timelapse: Timelapse, seconds: number, sizeBytes: number): Promise<void> {
  await enqueue(timelapse, 'hand');
  expect((await store.claimNext(6000))?.id).toBe(timelapse.id);
  const video = { kind: 'video', path: `/videos/${timelapse.folderName}.mp4`, sizeBytes } as const;
  const poster = { kind: 'poster', path: `/data/${timelapse.folderName}.jpg`, sizeBytes: 5 } as const;
  const facts = { ...RESULT.video, durationSeconds: seconds };
  await store.complete(timelapse.id, { ...RESULT, video: facts, files: [video, poster] }, 7000);
}

/** Folder names of a list, and how many there are in all. */
async function list(filter: Partial<ListFilter> = {}): Promise<[names: string[], total: number]> {
  const whole = { sort: 'name', descending: false, limit: 100, offset: 0, ...filter } as const;
  const { timelapses, total } = await store.list(whole);
  return [timelapses.map(({ folderName }) => folderName), total];
}

describe('a claim', () => {
  it('gives one timelapse to one of two askers', async () => {
    const [one, two] = await discover('one', 'two');
    await enqueue(one!, 'watcher');
    await enqueue(two!, 'watcher');
    const claims = await Promise.all([store.claimNext(6000), store.claimNext(6000), store.claimNext(6000)]);
    expect(claims.filter((each) => each !== null).map(({ id }) => id)).toEqual([one!.id]);
    expect((await store.processing())?.id).toBe(one!.id);
  });

  it('gives nothing when the queue is empty', async () => {
    await discover('one');
    expect(await store.claimNext(6000)).toBeNull();
  });

  it('takes those started by hand first, then the order of becoming pending', async () => {
    const all = await discover('w1', 'w2', 'h1', 'h2');
    for (const [index, by] of (['watcher', 'watcher', 'hand', 'hand'] as const).entries())
      await enqueue(all[index]!, by);
    const ids = (await store.listPending()).map(({ id }) => id);
    const order: string[] = [];
    for (let claimed = await store.claimNext(6000); claimed; claimed = await store.claimNext(6000)) {
      order.push(claimed.folderName);
      await store.complete(claimed.id, RESULT, 7000);
    }
    expect(order).toEqual(['h1', 'h2', 'w1', 'w2']);
    expect(ids).toEqual(['h1', 'h2', 'w1', 'w2'].map((name) => all.find((t) => t.folderName === name)!.id));
  });

  it('leaves a retry alone until it is due', async () => {
    const [one] = await discover('one');
    await enqueue(one!, 'watcher');
    await store.claimNext(6000);
    await store.enqueueRetry(one!.id, { code: 'killed', detail: 'gone' }, 70_000, 6500);
    expect(await store.nextRetryAt()).toBe(70_000);
    expect(await store.claimNext(69_999)).toBeNull();
    expect(await store.claimNext(70_000)).toMatchObject({
      id: one!.id,
      retryCount: 1,
      failure: { code: 'killed' },
    });
  });

  it('remembers which frames the video is made from', async () => {
    const [one] = await discover('one');
    await enqueue(one!, 'watcher');
    expect(await store.claimNext(6000)).toMatchObject({
      status: 'processing',
      processingStartedAt: 6000,
      renderedFingerprint: one!.fingerprint,
    });
  });
});

describe('the database itself', () => {
  it('refuses a second row in processing, whatever the code does', async () => {
    const [one, two] = await discover('one', 'two');
    await db('timelapses').where({ id: one!.id }).update({ status: 'processing' });
    await expect(db('timelapses').where({ id: two!.id }).update({ status: 'processing' })).rejects.toThrow(
      /UNIQUE/,
    );
  });

  it('refuses a second current row of one folder', async () => {
    const [one] = await discover('one');
    await expect(discover('one')).rejects.toThrow(/UNIQUE/);
    await store.supersede(one!.id, 2000);
    await expect(discover('one')).resolves.toHaveLength(1);
  });

  it('lets the files and runs of a timelapse go with it', async () => {
    const [one] = await discover('one');
    await complete(one!, 1, 10);
    await store.delete(one!.id, 0);
    expect(await db('timelapse_files').select()).toEqual([]);
  });
});

describe('a change of status', () => {
  it('happens only from a status it is allowed from', async () => {
    const [one] = await discover('one');
    expect(await store.hold(one!.id, ['pending'], 2000)).toBeNull();
    expect(await store.complete(one!.id, RESULT, 2000)).toBeNull();
    expect(await store.fail(one!.id, { code: 'killed', detail: '' }, 2000)).toBeNull();
    expect(await store.requeue(one!.id, 2000)).toBeNull();
    expect(await store.rediscover(one!.id, ['completed'], 2000)).toBeNull();
    expect(await store.get(one!.id)).toEqual(one);
  });

  it('by hand sets the retries to 0 and clears the error', async () => {
    const [one] = await discover('one');
    await enqueue(one!, 'watcher');
    await store.claimNext(6000);
    await store.enqueueRetry(one!.id, { code: 'killed', detail: 'x' }, 0, 6000);
    await store.claimNext(6000);
    await store.fail(one!.id, { code: 'killed', detail: 'x' }, 7000);
    expect(await store.get(one!.id)).toMatchObject({
      status: 'failed',
      retryCount: 1,
      failure: { code: 'killed' },
    });
    await store.enqueue(one!.id, ['failed'], 'hand', 8000);
    expect(await store.get(one!.id)).toMatchObject({
      status: 'pending',
      retryCount: 0,
      failure: null,
      manual: true,
    });
  });

  it('after a restart leaves the place in the queue and the retries as they were', async () => {
    const [one, two] = await discover('one', 'two');
    await enqueue(one!, 'watcher');
    await enqueue(two!, 'watcher');
    await store.claimNext(6000);
    await store.requeue(one!.id, 7000);
    expect((await store.listPending()).map(({ id }) => id)).toEqual([one!.id, two!.id]);
    expect((await store.get(one!.id))?.retryCount).toBe(0);
  });
});

describe('the list', () => {
  beforeEach(async () => {
    const [benchy, alpha, cube] = await discover('benchy', 'Alpha', 'cube', 'Dragon');
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
    const { timelapses } = await store.list({ sort: 'size', descending: true, limit: 1, offset: 0 });
    expect(timelapses[0]!.files.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
      'poster /data/Alpha.jpg',
      'video /videos/Alpha.mp4',
    ]);
  });
});

describe('a thousand folders found at once', () => {
  it('are all taken in', async () => {
    const rows = Array.from({ length: 1001 }, (_, index) => ({
      look: makeLook({ folderName: `folder ${index}` }),
      confirmedAt: null,
    }));
    expect(await store.insertDiscovered(rows, 1000)).toHaveLength(1001);
    expect((await list({ limit: 1 }))[1]).toBe(1001);
  });
});

describe('a list', () => {
  it('tells of each timelapse exactly what asking for it alone tells', async () => {
    const [odd, plain, failed] = await discover('Gehäuse "ランプ" \\ \u0001', 'Plain', 'Failed');
    await complete(odd!, 0.1 + 0.2, 2 ** 52 + 1);
    await store.setTexts(odd!.id, { title: "It's 😀\nof two lines", notes: '[1,null]' }, 8000);
    await link(odd!);
    await enqueue(failed!, 'hand');
    await store.claimNext(8000);
    await store.fail(failed!.id, { code: 'killed', detail: '' }, 9000);
    const { timelapses } = await store.list({ sort: 'created', descending: false, limit: 9, offset: 0 });
    const alone = await Promise.all([odd!, plain!, failed!].map(({ id }) => store.get(id)));
    expect(timelapses).toEqual(alone);
    expect(timelapses[0]).toMatchObject({ video: { durationSeconds: 0.1 + 0.2 }, flickerBefore: 4 });
    expect(timelapses[0]?.files).toHaveLength(2);
  });
});

describe('whether videos are there', () => {
  it('is noted of many, but not of one that changed since they were looked at', async () => {
    const all = await discover('one', 'two', 'three');
    for (const each of all) await complete(each, 1, 10);
    const ids = all.map(({ id }) => id);
    await store.setPinned(ids[1]!, true, 8001);
    const changed = await store.setVideosExist(ids, false, { lookedAt: 8000, now: 8002 });
    expect(changed.map(({ id, videoExists, files }) => [id, videoExists, files.length]).sort()).toEqual(
      [ids[0], ids[2]].map((id) => [id, false, 2]).sort(),
    );
    expect((await store.get(ids[1]!))?.videoExists).toBe(true);
  });
});

describe('a link', () => {
  it('brings name, printer and end of the print job wherever the timelapse goes', async () => {
    const [one] = await discover('one');
    await link(one!);
    const job = { name: 'a print', printer: 'A1', endedAt: null };
    const expected = { printer: 'A1', linkSource: 'auto', job };
    expect(await store.get(one!.id)).toMatchObject(expected);
    expect(await store.listWaiting(1)).toEqual([expect.objectContaining(expected)]);
    expect((await store.list({ sort: 'name', descending: false, limit: 1, offset: 0 })).timelapses).toEqual([
      expect.objectContaining(expected),
    ]);
    expect(await store.setPinned(one!.id, true, 6000)).toMatchObject(expected);
  });

  it('of the user is changed by no one else', async () => {
    const [one] = await discover('one');
    const byHand = { jobId: null, source: 'manual', printer: null } as const;
    expect(await store.listOpenForLinks(0)).toEqual([one!.id]);
    await store.setLink(one!.id, byHand, 5000);
    expect(await store.setLink(one!.id, { ...byHand, source: 'auto' }, 6000)).toBeNull();
    expect(await store.setLink(one!.id, { ...byHand, source: null }, 6000)).toBeNull();
    expect(await store.listOpenForLinks(0)).toEqual([]);
    expect(await store.setLink(one!.id, byHand, 7000)).toMatchObject({ linkSource: 'manual' });
  });

  it('is looked for where frames are new enough', async () => {
    const [one] = await discover('one');
    expect(await store.listOpenForLinks(one!.lastFrameAt)).toEqual([one!.id]);
    expect(await store.listOpenForLinks(one!.lastFrameAt + 1)).toEqual([]);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/db/open.ts';
import { fillLibrary } from '../../../src/tools/bench/fill-library.ts';
import type { WirePrintJobView } from '../../../src/shared/print-job.ts';
import type { WireQueue } from '../../../src/shared/system.ts';
import type { WireCleanupCandidate } from '../../../src/shared/timelapse.ts';
import { makeSnapshot } from '../../helpers/make-record.ts';
import { makeFolders, startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { BY_HAND } from '../../helpers/with-video.ts';

const RECORDS = 3000;
const JOB = 'a-job';

/** Starts the app on a large library: all of one print job, as many tombstones, and a long queue. */
async function startOnLibrary(): Promise<TestApp> {
  const folders = await makeFolders();
  const { db } = await openDatabase(folders.data, Date.now());
  await fillLibrary(db, RECORDS, Date.now());
  // Else the scan at the start would find that they are gone.
  await db('timelapse_files').update({ path: db.raw("? || '/' || timelapse_id", [folders.output]) });
  for (let n = 0; n < RECORDS; n += 1) await writeFile(join(folders.output, `record-${n}`), '');
  const [name, status] = ['A print', 'completed'];
  const texts = { name, name_key: name, file_key: '', search_text: name };
  await db('print_jobs').insert({
    id: JOB,
    source: 'api',
    status,
    ...texts,
    happened_at: 1,
    created_at: 1,
    updated_at: 1,
  });
  await db('timelapses').update({ job_id: JOB });
  await db('timelapses').where({ status: 'failed' }).update({ status: 'pending', queue_seq: 1 });
  for (let n = 0; n < RECORDS; n += 100) {
    const folder = (i: number) => ({
      id: `gone-${i}`,
      folder_name: `${i}`,
      source_folder: `/images/gone ${i}`,
    });
    const rest = {
      title: null,
      notes: null,
      pinned: 0,
      discovered_at: 1,
      look: JSON.stringify(makeSnapshot()),
    };
    const rows = Array.from({ length: 100 }, (_, i) => ({
      ...folder(n + i),
      ...rest,
      created_at: (n + i) >> 2,
    }));
    await db('ignored_folders').insert(rows);
  }
  await db.destroy();
  const app = await startTestApp({ ...BY_HAND, timelapse_enabled: false }, { folders });
  await app.request('POST', '/queue/pause');
  return app;
}

async function page<Item>(app: TestApp, path: string): Promise<{ items: Item[]; total: number }> {
  const answer = await app.request('GET', path);
  const body = (await answer.json()) as Item[] | { timelapses: Item[] };
  const items = Array.isArray(body) ? body : body.timelapses;
  return { items, total: Number(answer.headers.get('x-total-count')) };
}

describe('with thousands of records, an answer is a page', () => {
  it('of every list, and the pages hold each of them once [1.5]', async () => {
    const app = await startOnLibrary();
    const { cleanup_candidates_count: candidates } = await app.get<{ cleanup_candidates_count: number }>(
      '/timelapses/stats',
    );
    expect(candidates).toBeGreaterThan(1000);
    const reclaimable = RECORDS * 0.9;
    for (const [path, count] of [
      ['/timelapses/cleanup/candidates', candidates],
      ['/timelapses/cleanup', candidates],
      ['/timelapses/cleanup/frames', reclaimable],
      ['/timelapses/ignored', RECORDS],
      [`/jobs/${JOB}`, RECORDS],
      ['/timelapses', RECORDS],
    ] as const) {
      const first = await page(app, path);
      expect([path, first.items.length, first.total]).toEqual([path, 100, count]);
      const ids = new Set<string>();
      for (let offset = 0; offset < count; offset += 1000) {
        const { items, total } = await page<{ id: string }>(app, `${path}?limit=1000&offset=${offset}`);
        expect(total).toBe(count);
        for (const { id } of items) ids.add(id);
      }
      expect([path, ids.size]).toEqual([path, count]);
      expect((await page(app, `${path}?offset=${count}`)).items).toEqual([]);
      for (const wrong of ['limit=1001', 'limit=0', 'offset=-1', 'limit=all'])
        expect([path, (await app.request('GET', `${path}?${wrong}`)).status]).toEqual([path, 400]);
    }
  });

  it('of the clean-up, the biggest first, each with its reason [1.5]', async () => {
    const app = await startOnLibrary();
    const { items } = await page<WireCleanupCandidate>(app, '/timelapses/cleanup?limit=1000');
    const sizes = items.map((each) => each.file_size_bytes ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    const next = await page<WireCleanupCandidate>(app, '/timelapses/cleanup?limit=1&offset=1000');
    expect(next.items[0]!.file_size_bytes).toBeLessThanOrEqual(sizes.at(-1)!);
    for (const each of items)
      expect(each).toMatchObject({ is_cleanup_candidate: true, reason: expect.stringMatching(/\w/) });
  });

  it('of the queue too, which is sent at every change [1.5]', async () => {
    const app = await startOnLibrary();
    const { pending_ids } = await app.get<WireQueue>('/queue');
    const { pending_count } = await app.get<{ pending_count: number }>('/timelapses/stats');
    expect(pending_ids.length).toBe(Math.min(1000, pending_count));
    const job = await app.get<WirePrintJobView>(`/jobs/${JOB}?limit=1`);
    expect([job.timelapse_count, job.timelapses.length]).toEqual([RECORDS, 1]);
  });
});

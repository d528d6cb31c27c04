import { describe, expect, it } from 'vitest';
import type { WireStatistics } from '../../../src/shared/statistics.ts';
import { inDatabase } from '../../helpers/open-database.ts';
import { startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../../helpers/with-video.ts';

const HOUR = 3_600_000;

/** A print that ended so many hours ago, after two hours. */
async function post(app: TestApp, change: object, hoursAgo: number): Promise<void> {
  const endedAt = Date.now() - hoursAgo * HOUR;
  const body = {
    ...{ name: 'Vase', printer: 'MK4', status: 'completed' },
    started_at: new Date(endedAt - 2 * HOUR).toISOString(),
    ended_at: new Date(endedAt).toISOString(),
    ...change,
  };
  expect((await app.request('POST', '/jobs', body)).status).toBe(201);
}

const read = (app: TestApp) => app.get<WireStatistics>('/statistics');

describe('the statistics', () => {
  it('are empty where nothing has happened', async () => {
    const app = await startTestApp(BY_HAND);
    expect(await read(app)).toMatchObject({
      total: { prints: 0, videos: 0, pictures: 0 },
      printers: [],
      months: [],
      renders: [],
      watched: [],
      storage: [{ used_bytes: 0 }],
    });
  });

  it('count prints and videos, by printer and by month, with how they ended', async () => {
    const { app, done } = await startWithVideo('Benchy');
    for (const [status, hoursAgo] of [
      ['completed', 5],
      ['completed', 20],
      ['failed', 30],
      ['cancelled', 40 * 24],
    ] as const)
      await post(app, { name: `${status} ${hoursAgo}`, status }, hoursAgo);
    await post(app, { name: 'Other', printer: 'X1C', status: 'printing', ended_at: null }, 0);
    const { total, printers, months, renders } = await read(app);
    expect(total).toMatchObject({
      ...{ prints: 5, completed: 2, failed: 1, cancelled: 1, print_seconds: 8 * 3600, videos: 1 },
      pictures: done.image_count,
    });
    expect(total.video_seconds).toBeCloseTo(done.video_duration!, 1);
    expect(printers.map(({ printer, prints }) => [printer, prints])).toEqual([
      ['MK4', 4],
      ['X1C', 1],
      [null, 0],
    ]);
    expect(months.length).toBeGreaterThanOrEqual(2);
    expect(months.reduce((sum, { prints }) => sum + prints, 0)).toBe(5);
    expect(months.map(({ month }) => month)).toEqual(months.map(({ month }) => month).toSorted());
    expect(renders).toHaveLength(1);
    expect(renders[0]).toMatchObject({ pictures: done.image_count });
    expect(renders[0]!.seconds_per_picture).toBeGreaterThan(0);
  });

  it('show what is watched most, without what is deleted', async () => {
    const { app, found } = await startWithFolders(['Benchy', 'Vase']);
    for (const each of found) await render(app, each);
    const watch = async (id: string, times: number) => {
      for (let time = 0; time < times; time += 1)
        expect((await app.request('POST', `/timelapses/${id}/watched`)).status).toBe(204);
    };
    await watch(found[0]!.id, 1);
    await watch(found[1]!.id, 3);
    expect((await read(app)).watched).toEqual([
      { timelapse_id: found[1]!.id, title: 'Vase', count: 3 },
      { timelapse_id: found[0]!.id, title: 'Benchy', count: 1 },
    ]);
    await app.request('DELETE', `/timelapses/${found[1]!.id}`);
    expect((await read(app)).watched.map(({ title }) => title)).toEqual(['Benchy']);
  });

  it('show how storage grew', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const day = (days: number) => Date.now() - days * 24 * HOUR;
    await inDatabase(app.folders, (db) =>
      db('storage_samples').insert(
        [200, 100, 10].map((days) => ({
          day: new Date(day(days)).toISOString().slice(0, 10),
          taken_at: day(days),
          used_bytes: 1000 - days,
        })),
      ),
    );
    const { storage } = await read(app);
    expect(storage.slice(0, 3).map(({ used_bytes: bytes }) => bytes)).toEqual([800, 900, 990]);
    expect(storage.at(-1)!.used_bytes).toBeGreaterThanOrEqual(done.file_size_bytes!);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import createKnex from 'knex';
import { describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/db/file-name.ts';
import { makeBackupCopy } from '../../src/db/backup-copy.ts';
import { valueAt } from '../../src/shared/points.ts';
import type { WirePrintData } from '../../src/shared/print-data.ts';
import { frameName } from '../fixtures/make-frames.ts';
import {
  FIRST_LAYER_MINUTE,
  FOLDER,
  PICTURES,
  type PlayedPrint,
  startPlayedPrint,
} from '../helpers/played-print.ts';
import { waitFor } from '../helpers/wait-for.ts';

const MINUTE = 60_000;
const NOTHING = { series: [], layers: [], layer_count: null, pictures: [], started_at: null };

function seriesOf({ series }: WirePrintData, key: string) {
  return series.find((each) => each.key === key);
}

async function known(played: PlayedPrint, key = 'nozzle'): Promise<WirePrintData> {
  return waitFor(`the ${key}`, async () => {
    const data = await played.data();
    return seriesOf(data, key) ? data : null;
  });
}

async function rowsOf(file: string): Promise<{ tries: number; try_at: number | null; job_id: string }[]> {
  const db = createKnex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });
  try {
    return await db('print_data').select();
  } finally {
    await db.destroy();
  }
}

const databaseOf = ({ home }: PlayedPrint): string => join(home.folders.data, DATABASE_FILE);

describe('what a printer did during a print', () => {
  it('is kept once the print has ended, though Home Assistant forgets it and the pictures are gone', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.end();
    await played.video();
    const data = await known(played);
    const { startedAt } = played;
    const nozzle = seriesOf(data, 'nozzle')!;
    expect(nozzle.unit).toBe('°C');
    // 392 °F and 393 °F; 77 °F before.
    expect(valueAt(nozzle.points, startedAt + 2.5 * MINUTE)).toBe(200);
    expect(valueAt(nozzle.points, startedAt + 3.5 * MINUTE)).toBeCloseTo(200.556, 2);
    expect(nozzle.points[0]![1]).toBe(25);
    const bed = seriesOf(data, 'bed')!;
    expect(valueAt(bed.points, startedAt + 5 * MINUTE)).toBe(60);
    expect(valueAt(bed.points, startedAt + 11.5 * MINUTE)).toBeNull();
    expect(valueAt(bed.points, startedAt + 20 * MINUTE)).toBe(60);
    expect(data.layer_count).toBe(12);
    expect(data.started_at).toBe(startedAt);
    expect(data.pictures.map(([n]) => n)).toEqual(Array.from({ length: PICTURES }, (_, n) => n + 1));
    // None of the print before, and each with the first picture of it.
    expect(data.layers).toEqual(layersBy(data, played));
    expect(data.layers.length).toBeGreaterThan(6);
    played.core.forgottenUntil = Number.POSITIVE_INFINITY;
    const asked = played.core.askedHistory.length;
    const [{ id } = { id: '' }] = await played.app.list();
    expect((await played.app.request('DELETE', `/timelapses/${id}/frames`)).status).toBe(200);
    await played.app.stop();
    played.app = await played.home.start();
    await waitFor('the printers', async () => (await played.app.get<object[]>('/printers')).length === 1);
    expect(await played.data()).toEqual(data);
    const ofTemperatures = played.core.askedHistory
      .slice(asked)
      .filter(({ entities }) => entities.includes('sensor.x1c_nozzle_temperature'));
    expect(ofTemperatures).toEqual([]);
    // A backup holds it, and it leaves with its timelapse.
    await makeBackupCopy(played.home.folders.data);
    expect(await rowsOf(`${databaseOf(played)}.backup`)).toMatchObject([{ try_at: null }]);
    await played.app.request('DELETE', `/timelapses/${id}`);
    expect(await rowsOf(databaseOf(played))).toEqual([]);
  });

  it('is copied later when Home Assistant was away at the end, and the app too', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.end();
    await waitFor(
      'the end',
      async () => (await played.app.get<{ status: string }[]>('/jobs'))[0]?.status === 'completed',
    );
    played.home.supervisor.stopCore();
    await played.video();
    await waitFor('the pictures', async () => (await rowsOf(databaseOf(played))).length === 1);
    expect(await played.data()).toEqual(NOTHING);
    await played.app.stop();
    played.app = await played.home.start();
    expect(await played.data()).toEqual(NOTHING);
    played.home.supervisor.startCore();
    const data = await waitFor('the data', async () => {
      // The pause until the next try to connect.
      played.clock.advance(1000);
      const now = await played.data();
      return now.series.length > 0 ? now : null;
    });
    expect(data.layers).toEqual(layersBy(data, played));
  });

  it('is asked for again, with growing pauses, while Home Assistant gives no history', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.core.noHistory = true;
    played.end();
    await played.video();
    const row = async () => (await rowsOf(databaseOf(played)))[0];
    const first = await waitFor('a try', async () => ((await row())?.tries === 1 ? await row() : null));
    const before = played.clock.now();
    expect(first.try_at! - before).toBeLessThanOrEqual(MINUTE);
    played.clock.advance(MINUTE);
    const second = await waitFor('the next', async () => ((await row())?.tries === 2 ? await row() : null));
    expect(second.try_at! - played.clock.now()).toBeGreaterThan(MINUTE);
    played.core.noHistory = false;
    played.clock.advance(2 * MINUTE);
    await known(played);
    expect(await row()).toMatchObject({ tries: 0, try_at: null });
  });

  it('comes from the statistics where the history is forgotten', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.core.forgottenUntil = Number.POSITIVE_INFINITY;
    played.core.statistics.set('sensor.x1c_nozzle_temperature', [
      { start: played.startedAt - 10 * MINUTE, end: played.startedAt + 10 * MINUTE, mean: 219.5 },
      { start: played.startedAt + 10 * MINUTE, end: played.startedAt + 30 * MINUTE, mean: null },
    ]);
    played.end();
    await played.video();
    const data = await known(played);
    expect(seriesOf(data, 'nozzle')!.points).toEqual([[played.startedAt, 219.5]]);
    expect(data.layers).toEqual([]);
    expect(played.core.commands.filter(({ type }) => type.startsWith('recorder/'))).toMatchObject([
      { period: '5minute', units: { temperature: '°C' } },
      { period: 'hour' },
    ]);
  });

  it('is what was logged with the pictures, before anything else', async () => {
    const played = await startPlayedPrint(async (folder) => {
      const lines = Array.from({ length: PICTURES }, (_, index) => ({
        name: frameName(index + 1),
        at: new Date(Date.now() - (30 - 2 * index) * MINUTE).toISOString(),
        ...{ layer: 100 + index, layers: 300, progress: index / 20, nozzle: 240, bed: null },
      }));
      await writeFile(join(folder, '.capture.jsonl'), hostile(lines.map((line) => JSON.stringify(line))));
    });
    await played.begin();
    played.end();
    await played.video();
    const data = await known(played, 'bed');
    expect(seriesOf(data, 'nozzle')!.points.every(([, value]) => value === 240)).toBe(true);
    expect(seriesOf(data, 'progress')!.points.map(([, value]) => value)).toEqual(
      Array.from({ length: PICTURES }, (_, index) => index * 5),
    );
    expect(data.layers).toEqual(Array.from({ length: PICTURES }, (_, index) => [index + 1, 100 + index]));
    expect(data.layer_count).toBe(300);
  });

  it.each([
    ['a pipe', async (path: string) => void execFileSync('mkfifo', [path])],
    [
      '100 MB of nothing',
      async (path: string) => {
        await writeFile(path, '');
        await truncate(path, 100 * 2 ** 20);
      },
    ],
    ['a link out of the folder', (path: string) => symlink('/etc/passwd', path)],
    ['a folder', (path: string) => mkdir(path)],
  ])('is not held up by %s in place of the log', async (_what, put) => {
    const played = await startPlayedPrint(async (folder) => {
      await put(join(folder, '.capture.jsonl'));
    });
    await played.begin();
    played.end();
    await played.video();
    const data = await known(played);
    expect(data.pictures).toHaveLength(PICTURES);
  });

  it('belongs to the pictures that are in the video, also when a part of it is cut out later', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.end();
    const { id } = await played.app.waitForStatus(FOLDER, 'discovered');
    const left = [1, 2, 6].map(frameName);
    const recipe = (body: object) => played.app.request('PUT', `/timelapses/${id}/recipe`, body);
    expect((await recipe({ excluded_frames: left, fps: 10 })).status).toBe(200);
    await played.video();
    const whole = await known(played);
    const times = await Promise.all(
      [3, 4, 5, 7, 8, 9, 10, 11, 12].map(async (n) => {
        const { mtimeMs } = await stat(join(played.home.folders.source, FOLDER, frameName(n)));
        return Math.trunc(mtimeMs);
      }),
    );
    expect(whole.pictures).toEqual(times.map((at, index) => [index + 1, at]));
    expect(whole.layers).toEqual(layersBy(whole, played));

    expect((await played.app.request('DELETE', `/timelapses/${id}/frames`)).status).toBe(200);
    expect((await recipe({ first_frame: '0.3', last_frame: '0.8' })).status).toBe(200);
    await played.app.request('POST', `/timelapses/${id}/process`);
    const cut = await waitFor('the part', async () => {
      const data = await played.data();
      return data.pictures.length < times.length && data;
    });
    expect(cut.pictures).toEqual(times.slice(3, 8).map((at, index) => [index + 1, at]));
    expect(cut.layers).toEqual(layersBy(cut, played));
    expect(cut.series).toEqual(whole.series);
  });

  it('does not hold up the end of the app while Home Assistant does not answer', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.core.hangsHistory = true;
    played.end();
    await played.video();
    await waitFor('the question', () =>
      played.core.askedHistory.some(({ entities }) => entities.includes('sensor.x1c_nozzle_temperature')),
    );
    const began = performance.now();
    await played.app.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
    // Nothing is settled by it, and it is no try.
    expect((await rowsOf(databaseOf(played))).every(({ job_id: job }) => job === null)).toBe(true);
    played.core.hangsHistory = false;
    played.app = await played.home.start();
    await known(played);
  });

  it('is nothing for a print of another time, another link, or none', async () => {
    const played = await startPlayedPrint();
    await played.begin();
    played.end();
    const { id } = await played.video();
    const data = await known(played);
    const link = (job: string | null) =>
      played.app.request('PATCH', `/timelapses/${id}/link`, { job_id: job });
    const times = (from: number, to: number) => ({
      started_at: new Date(Date.now() - from * MINUTE).toISOString(),
      ended_at: new Date(Date.now() - to * MINUTE).toISOString(),
    });
    const other = await played.app.request('POST', '/jobs', {
      ...{ name: 'Fox', printer: 'x1c', status: 'completed', ...times(5000, 4000) },
    });
    const { id: fox } = (await other.json()) as { id: string };
    await link(fox);
    await waitFor('the other print', async () => (await rowsOf(databaseOf(played)))[0]?.job_id === fox);
    expect(await played.data()).toEqual(NOTHING);
    await link(null);
    expect(await played.data()).toEqual(NOTHING);
    const [owl] = (await played.app.get<{ id: string; name: string }[]>('/jobs')).filter(
      ({ name }) => name === 'Owl',
    );
    await link(owl!.id);
    await waitFor('it again', async () => (await played.data()).series.length > 0);
    expect(await played.data()).toEqual(data);
  });

  it('is nothing at all without a printer', async () => {
    const played = await startPlayedPrint();
    played.core.entities.length = 0;
    await played.app.waitForStatus(FOLDER, 'discovered');
    expect(await played.data()).toEqual(NOTHING);
    await rm(join(played.home.folders.source, FOLDER), { recursive: true });
    expect(await played.data()).toEqual(NOTHING);
  });
});

/** Which layer a picture shows follows from when it was taken. */
function layersBy({ pictures }: WirePrintData, { startedAt, endedAt }: PlayedPrint): [number, number][] {
  const layers: [number, number][] = [];
  for (const [n, at] of pictures) {
    const minute = Math.floor((Math.min(at, endedAt) - startedAt - 2000) / MINUTE);
    if (minute < FIRST_LAYER_MINUTE) continue;
    const layer = Math.floor(Math.min(27, minute) / 3) + 1;
    if (layers.at(-1)?.[1] !== layer) layers.push([n, layer]);
  }
  return layers;
}

/** Between what is right, what is not: the last line for a picture counts. */
function hostile(lines: string[]): string {
  const wrong = [
    ...['', 'null', '[]', '{', '\0', '{"name":"frame_0001.jpg"}', '{"name":7,"at":"2026-01-01T00:00:00Z"}'],
    '{"name":"frame_0001.jpg","at":"2026-01-01T00:00:00Z","layer":"five"}',
    '{"name":"frame_0002.jpg","at":"2026-01-01T00:00:00Z","nozzle":1e999}',
    '{"name":"frame_0003.jpg","at":"yesterday","layer":5}',
    `{"name":"frame_0004.jpg","at":"2026-01-01T00:00:00Z","layer":5,"stage":"${'x'.repeat(10_000)}"}`,
    `{"name":"frame_0005.jpg","__proto__":{"layer":9},"at":"2026-01-01T00:00:00Z","bed":[]}`,
    '[['.repeat(2000),
  ];
  return [...wrong, ...lines, ...wrong].join('\n');
}

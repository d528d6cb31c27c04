import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND } from '../helpers/with-video.ts';

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

/** Tells the app of a print that went on from so many hours ago to one hour ago. */
async function print(app: TestApp, name: string, from = 4, to = 1): Promise<WirePrintJob> {
  const body = { name, printer: 'MK4', status: 'completed', started_at: ago(from), ended_at: ago(to) };
  return (await (await app.request('POST', '/jobs', body)).json()) as WirePrintJob;
}

const notices = async (app: TestApp) =>
  (await app.get<WireHealth>('/health')).notices.filter(({ code }) => code === 'pictures_missing');

const isTold = (app: TestApp, count: number) =>
  waitFor(`${count} notices`, async () => {
    const reported = await notices(app);
    return reported.length === count ? reported : null;
  });

describe('a print of which no pictures came', () => {
  it('is shown with the way to mend it, and ends by pictures of a later one [1.29]', async () => {
    const app = await startTestApp(BY_HAND);
    const { id } = await print(app, 'Owl');
    const [notice] = await isTold(app, 1);
    expect(notice).toMatchObject({
      message: '"Owl" was printed on MK4 for 180 minutes, but no pictures arrived.',
      facts: { job: 'Owl', job_id: id, printer: 'MK4', minutes: 180, path: app.folders.source },
    });
    expect(notice!.remedy).toContain(app.folders.source);
    await putFrames(join(app.folders.source, 'Vase'), { secondsAgo: 1800 });
    await app.waitForStatus('Vase', 'discovered');
    await print(app, 'Vase', 0.9, 0.4);
    await isTold(app, 0);
  });

  it('is not shown again for a printer that needs none, until pictures of it come [1.29]', async () => {
    const folders = await makeFolders();
    const app = await startTestApp(BY_HAND, { folders });
    const { id } = await print(app, 'Owl');
    await isTold(app, 1);
    expect((await app.request('POST', `/jobs/${id}/dismiss-missing-pictures`)).status).toBe(204);
    expect(await notices(app)).toEqual([]);
    await app.stop();
    const again = await startTestApp(BY_HAND, { folders });
    await print(again, 'Vase', 3, 0.5);
    const other = await again.request('POST', '/jobs', {
      name: 'Ship',
      printer: 'X1C',
      status: 'completed',
      started_at: ago(3),
      ended_at: ago(1),
    });
    expect(other.status).toBe(201);
    const [reported] = await isTold(again, 1);
    expect(reported).toMatchObject({ facts: { job: 'Ship' } });
  });

  it('is none when its folder came and was deleted, with its pictures or without [1.29]', async () => {
    const app = await startTestApp(BY_HAND);
    for (const [folder, withPictures] of [
      ['Owl', true],
      ['Vase', false],
    ] as const) {
      await putFrames(join(app.folders.source, folder), { secondsAgo: 2 * 3600, gapSeconds: 60 });
      const { id } = await app.waitForStatus(folder, 'discovered');
      await print(app, folder);
      await app.request('POST', `/timelapses/${id}/process`);
      await app.waitForCompleted(folder);
      await app.request('DELETE', `/timelapses/${id}?delete_source=${withPictures}`);
    }
    // A print that is reported shows that the others have been checked.
    const body = {
      name: 'Ship',
      printer: 'X1C',
      status: 'completed',
      started_at: ago(30),
      ended_at: ago(20),
    };
    await app.request('POST', '/jobs', body);
    expect(await isTold(app, 1)).toMatchObject([{ facts: { job: 'Ship' } }]);
  });
});

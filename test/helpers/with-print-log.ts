import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WirePrintData } from '../../src/shared/print-data.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { frameName, putFrames } from '../fixtures/make-frames.ts';
import { makeFolders, startTestApp, type TestApp } from './start-app.ts';
import { waitFor } from './wait-for.ts';
import { BY_HAND, render } from './with-video.ts';

const MINUTE = 60_000;
const PICTURES = 12;

/** Of the picture with this number, from 1: ten layers further, and two degrees warmer, every two minutes. */
export const LOGGED = {
  layer: (n: number): number => n * 10,
  nozzle: (n: number): number => 198 + n * 2,
  minutes: (n: number): number => (n - 1) * 2,
};

/** The app with a video of twelve pictures, with which it was logged what the printer did. */
export async function startWithPrintLog(name = 'Benchy'): Promise<{ app: TestApp; done: WireTimelapse }> {
  const folders = await makeFolders();
  const folder = join(folders.source, name);
  await putFrames(folder, { frames: PICTURES });
  const start = Date.now() - 60 * MINUTE;
  const lines = Array.from({ length: PICTURES }, (_, index) => {
    const n = index + 1;
    const at = new Date(start + LOGGED.minutes(n) * MINUTE).toISOString();
    return JSON.stringify({
      ...{ name: frameName(n), at, layer: LOGGED.layer(n), layers: 120, progress: n / PICTURES },
      ...{ nozzle: LOGGED.nozzle(n), bed: 60 },
    });
  });
  await writeFile(join(folder, '.capture.jsonl'), lines.join('\n'));
  // The engine that says which pictures it took.
  const app = await startTestApp(
    { ...BY_HAND, timelapse_flickerfree_path: '/usr/local/bin/do_timelapse.sh' },
    { folders },
  );
  const done = await render(app, await app.waitForStatus(name, 'discovered'));
  await waitFor('the print data', async () => {
    const { series } = await app.get<WirePrintData>(`/timelapses/${done.id}/print-data`);
    return series.length > 0;
  });
  return { app, done };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '../app.ts';
import { loadConfig } from '../config/config.ts';
import { AppError } from '../lib/errors.ts';
import { type DrawnPrint, drawPrint, writeFrames } from './support/draw-print.ts';

/*
 * npm run demo: the app on a scratch folder, with a made-up, flickering print that becomes a video while you watch.
 */

const PRINT: DrawnPrint = { width: 960, height: 540, frames: 120, flicker: 0.14, seed: 7 };
const FRAMES_AT_ONCE = 4;
const PAUSE_MS = 400;

const dataDir = await mkdtemp(join(tmpdir(), 'timelapse-demo-'));
const config = loadConfig({
  PORT: '8099',
  ...process.env,
  DATA_DIR: dataDir,
  TIMELAPSE_SCAN_INTERVAL: '2',
  TIMELAPSE_AUTO_PROCESS_TIMEOUT: '8',
  VIDEO_TARGET_SECONDS: '6',
});

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  const app = await startApp(config);
  console.log(`Open http://localhost:${app.port}/ and watch. Ctrl-C ends the demo and removes its files.`);
  await printForAWhile(join(config.options.timelapse_source_folder, 'Demo vase (1).3mf')).catch(
    (error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    },
  );
  if (!stopping.signal.aborted)
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
  await app.stop();
} catch (error) {
  console.error(error instanceof AppError ? `${error.message} ${error.remedy ?? ''}` : error);
  process.exitCode = 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();

async function printForAWhile(folder: string): Promise<void> {
  const frames = [...drawPrint(PRINT)];
  for (let first = 0; first < frames.length; first += FRAMES_AT_ONCE) {
    await writeFrames(frames.slice(first, first + FRAMES_AT_ONCE), PRINT, folder, first + 1);
    await sleep(PAUSE_MS, undefined, { signal: stopping.signal });
  }
}

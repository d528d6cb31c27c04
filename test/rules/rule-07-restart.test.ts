import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { seededRandom } from '../../src/commands/draw-print.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { openDatabase } from '../../src/db/open.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { cleanUp, engine, makeFolders, startTestApp, type TestFolders } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const KILLS = 20;

/** The app as a process of its own, so that it can be killed. */
async function startProcess(folders: TestFolders, env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folders.data,
      PORT: '0',
      TIMELAPSE_SOURCE_FOLDER: folders.source,
      TIMELAPSE_OUTPUT_FOLDER: folders.output,
      TIMELAPSE_SCAN_INTERVAL: '2',
      TIMELAPSE_AUTO_PROCESS_TIMEOUT: '1',
      TIMELAPSE_TEST_MARK: folders.data,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += String(text);
  });
  cleanUp(async () => endProcess(child, 'SIGKILL'));
  const url = await waitFor('the app to be ready', () => /Open (http:\S+)\//.exec(output)?.[1]);
  const list = async () => (await (await fetch(`${url}/api/v1/timelapses`)).json()) as WireTimelapse[];
  return { child, list, output: () => output };
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

describe('rule 7: restart at any instant', () => {
  test('rule 7: twenty kills during a render end in one video, no partial file and no stuck row', async () => {
    const folders = await makeFolders();
    const random = seededRandom(Date.now());
    const renders = join(folders.data, 'renders.txt');
    await writeFile(renders, '');
    await putFrames(join(folders.source, 'Killed'), { secondsAgo: 5000 });
    const env = {
      TIMELAPSE_FLICKERFREE_PATH: engine('slow.sh'),
      RENDER_LOG: renders,
      SLOW_STEP: '0.04',
    };
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child } = await startProcess(folders, env);
      await sleep(100 + 1500 * random());
      await endProcess(child, 'SIGKILL');
    }
    const last = await startProcess(folders, env);
    const done = await waitFor('the video', async () =>
      (await last.list()).find((timelapse) => timelapse.status === 'completed'),
    );
    expect(await last.list()).toHaveLength(1);
    expect(await readdir(folders.output)).toEqual(['Killed.mp4']);
    expect(done).toMatchObject({ retry_count: 0, error_code: null, video_exists: true });
    expect(await endProcess(last.child, 'SIGTERM')).toBe(0);
    // Nothing that any of the killed ones started is left.
    expect(await findProcessesByEnv('TIMELAPSE_TEST_MARK', folders.data)).toEqual([]);

    const rendersSoFar = await readFile(renders, 'utf8');
    const again = await startProcess(folders, env);
    await sleep(3000);
    expect(await again.list()).toMatchObject([{ status: 'completed' }]);
    expect(await readFile(renders, 'utf8')).toBe(rendersSoFar);
  }, 180_000);

  test('rule 7: a render that was interrupted starts again by itself, and that is no retry', async () => {
    const folders = await makeFolders();
    const options = { timelapse_flickerfree_path: engine('hang.sh') };
    const first = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Interrupted'), { secondsAgo: 5000 });
    await first.waitForStatus('Interrupted', 'processing');
    await first.stop();
    const second = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') }, { folders });
    const done = await second.waitForCompleted('Interrupted');
    expect(done.retry_count).toBe(0);
  });

  test('rule 7: a video that was good when the app ended is put in place, not rendered again', async () => {
    const folders = await makeFolders();
    const options = { timelapse_flickerfree_path: engine('foreign.sh') };
    const first = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'Almost'), { secondsAgo: 5000 });
    const done = await first.waitForCompleted('Almost');
    await first.stop();
    // As a crash between the two renames and the row would leave it.
    const { db } = await openDatabase(folders.data, Date.now());
    const [run] = (await db('runs')) as { id: string; publish_plan: string }[];
    const partial = join(folders.output, `.timelapse-${run?.id}.part.mp4`);
    await rename(done.output_video_path ?? '', partial);
    await rm(join(folders.data, 'posters'), { recursive: true });
    await db('runs').update({ ended_at: null, outcome: null });
    await db('timelapses').update({ status: 'processing', video_exists: 0 });
    await db('timelapse_files').delete();
    await db.destroy();

    const second = await startTestApp({ timelapse_flickerfree_path: engine('fail.sh') }, { folders });
    const restored = await second.waitForCompleted('Almost');
    expect(restored).toMatchObject({
      output_video_path: done.output_video_path,
      video_exists: true,
      retry_count: 0,
    });
    expect(await readdir(folders.output)).toEqual(['Almost.mp4']);
    expect((await second.request('GET', `/timelapses/${restored.id}/poster`)).status).toBe(200);
  });
});

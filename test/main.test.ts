import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../src/commands/draw-print.ts';
import { findProcessesByEnv } from '../src/lib/process-tree.ts';
import { putFrames } from './fixtures/make-frames.ts';
import { engine, makeFolders } from './helpers/start-app.ts';
import { startProcess, TEST_MARK } from './helpers/start-process.ts';
import { waitFor } from './helpers/wait-for.ts';

const STOPS = 8;

describe('the process', () => {
  test('ends with exit code 0 on TERM at any moment, engine and all, and the next start goes on', async () => {
    const folders = await makeFolders();
    const random = seededRandom(Date.now());
    await putFrames(join(folders.source, 'Stopped'), { secondsAgo: 5000 });
    const env = { TIMELAPSE_FLICKERFREE_PATH: engine('slow.sh') };
    for (let stop = 0; stop < STOPS; stop += 1) {
      const app = startProcess(folders, env);
      // Not before it could have said that it listens to signals.
      await sleep(400 + 1500 * random());
      expect(await app.end('SIGTERM'), app.output()).toBe(0);
      expect(await findProcessesByEnv(TEST_MARK, folders.data)).toEqual([]);
      expect((await readdir(folders.output)).filter((name) => name.startsWith('.'))).toEqual([]);
    }
    const last = startProcess(folders, env);
    await waitFor('the video', async () => (await last.list()).find((each) => each.status === 'completed'));
  }, 120_000);

  test('stops on Ctrl-C with an engine that ignores TERM', async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'Stubborn'), { secondsAgo: 5000 });
    const app = startProcess(folders, { TIMELAPSE_FLICKERFREE_PATH: engine('ignore-term.sh') });
    await waitFor('the render', async () => (await app.list()).find((each) => each.status === 'processing'));
    expect(await app.end('SIGINT')).toBe(0);
    expect(await findProcessesByEnv(TEST_MARK, folders.data)).toEqual([]);
  });

  test('says in one sentence what is wrong when it cannot start', async () => {
    const folders = await makeFolders();
    const first = startProcess(folders);
    await first.ready();
    const second = startProcess(folders);
    await waitFor('the end', () => second.child.exitCode !== null);
    expect(second.child.exitCode).toBe(1);
    expect(second.output()).toContain('Another running app works on the data folder');
    expect(second.output()).not.toMatch(/\n\s+at /);
  });

  test('starts with every option wrong, and names them all', async () => {
    const folders = await makeFolders();
    await writeFile(
      join(folders.data, 'options.json'),
      JSON.stringify({ video: { fps: -1 }, min_frames: 'many' }),
    );
    const app = startProcess(folders, {
      TIMELAPSE_SOURCE_FOLDER: 'not/absolute',
      TIMELAPSE_SCAN_INTERVAL: '1',
      LOG_LEVEL: 'loud',
      PORT: 'door',
      HOST: '127.0.0.3',
    });
    const url = await app.ready();
    const health = (await (await fetch(`${url}/api/v1/health`)).json()) as { notices: { message: string }[] };
    const text = health.notices.map((notice) => notice.message).join('\n');
    for (const option of [
      'timelapse_source_folder',
      'timelapse_scan_interval',
      'log_level',
      'PORT',
      'video.fps',
      'min_frames',
    ]) {
      expect(text).toContain(option);
    }
  });
});

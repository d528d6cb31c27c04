import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { RUN_ID_VARIABLE } from '../../src/lib/run-command.ts';
import type { WireNewShare, WireShare } from '../../src/shared/share-copies.ts';
import { NOISE, startWithMadeVideo } from '../helpers/copied-video.ts';
import { namesIn } from '../helpers/killed-library.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

const WISH: WireNewShare = { kind: 'mp4', max_bytes: 50_000 };

/** The app as it is gives copies a low priority, and tests run beside each other. */
const PATIENCE_MS = 80_000;

/** One that is killed when the copy is being written, and one that is killed when it is just in place. */
const MOMENTS: [name: string, has: (names: string[]) => boolean][] = [
  ['while it is written', (names) => names.some((name) => name.includes('.part.'))],
  ['when it is in place', (names) => names.some((name) => !name.includes('.part.'))],
];

test.each(MOMENTS)('a copy survives a kill %s', async (_, has) => {
  const { app, done } = await startWithMadeVideo({ seconds: 2, width: 160, height: 90, draw: NOISE });
  await app.stop();
  const { folders } = app;
  const env = { TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0' };
  const killed = startProcess(folders, env);
  const shares = (url: string) => `${url}/api/v1/timelapses/${done.id}/shares`;
  const answer = await fetch(shares(await killed.ready()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(WISH),
  });
  const { id } = (await answer.json()) as WireShare;
  await waitFor(
    'the moment',
    async () => has(await namesIn(folders.output, '.timelapse-shares')),
    PATIENCE_MS,
  );
  await killed.end('SIGKILL');
  const again = startProcess(folders, env);
  const url = await again.ready();
  const ready = await waitFor(
    'the copy',
    async () => {
      const [share] = (await (await fetch(shares(url))).json()) as WireShare[];
      return share?.state === 'ready' ? share : null;
    },
    PATIENCE_MS,
  );
  expect(ready).toMatchObject({ id, reason: null });
  expect(ready.bytes).toBeLessThanOrEqual(50_000);
  const [name, ...others] = await namesIn(folders.output, '.timelapse-shares');
  expect([name?.includes('.part.'), others]).toEqual([false, []]);
  expect(await findProcessesByEnv(RUN_ID_VARIABLE, id)).toEqual([]);
  expect(await readdir(join(folders.data, 'renders'))).toEqual([]);
});

import { expect, test } from 'vitest';
import type { WireStats } from '../../src/shared/stats.ts';
import type { WireHealth } from '../../src/shared/system.ts';
import { makeShare } from '../helpers/dead-share.ts';
import { putSettings } from '../helpers/settings.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

test('an output share that hangs is told of, stalls nothing, and is used again when it is back', async () => {
  const folders = await makeFolders();
  const share = makeShare(folders.output);
  const app = await startTestApp(
    {},
    {
      folders,
      times: { shareMs: 500 },
      checkWritable: () => share.call(),
      diskSpace: async () => {
        await share.call();
        return { freeBytes: 5e9, totalBytes: 64e9 };
      },
    },
  );
  const stats = () => app.get<WireStats>('/timelapses/stats');
  const output = async () => (await app.get<WireHealth>('/health')).checks.output;
  /** A changed option makes the app look at once. */
  const change = (days: number) => putSettings(app, { timelapse_cleanup_age_days: days });
  expect((await stats()).free_bytes).toBe(5e9);
  expect(await output()).toBe('ok');

  share.die();
  const asked = Array.from({ length: 12 }, stats);
  for (const { free_bytes } of await Promise.all(asked)) expect(free_bytes).toBe(5e9);
  await change(40);
  await waitFor('the app to say so', async () => (await output()) === 'degraded');
  expect(await app.get('/health')).toMatchObject({
    notices: [
      {
        code: 'output_not_writable',
        message: expect.stringContaining('gives no answer'),
        facts: { cause: 'ETIMEDOUT' },
      },
    ],
  });
  expect(await app.list()).toEqual([]);

  share.comeBack();
  await change(41);
  await waitFor('the app to say so', async () => (await output()) === 'ok');
});

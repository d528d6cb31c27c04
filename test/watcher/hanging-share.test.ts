import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { haltOneScan, haltScansUntil } from '../helpers/child-processes.ts';
import { engine, startTestApp } from '../helpers/start-app.ts';

test('a scan that hangs is given up, the server keeps working, and the next scan succeeds', async () => {
  const app = await startTestApp(
    { timelapse_flickerfree_path: engine('foreign.sh') },
    { times: { scanStallMs: 1500 } },
  );
  await haltOneScan();
  await putFrames(join(app.folders.source, 'After the hang'), { secondsAgo: 5000 });
  expect((await app.request('GET', '/health')).status).toBe(200);
  const noticed = app.live.waitForEvent('system.changed', ({ health }) =>
    health.notices.some(({ message }) => message.includes('no response for')),
  );
  await haltScansUntil(noticed);
  await app.waitForCompleted('After the hang');
  expect((await app.get<{ status: string }>('/health')).status).toBe('ok');
});

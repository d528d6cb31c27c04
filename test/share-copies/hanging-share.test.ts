import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WireShare } from '../../src/shared/share-copies.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { askCopy, makeVideo, whenOver } from '../helpers/copied-video.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render } from '../helpers/with-video.ts';

const LONG_MS = 300_000;

test.skipIf(noDeadShare !== null)(
  'a copy waits while the share of its video hangs, stalls nothing, and is made when that is back [1.2]',
  { timeout: LONG_MS },
  async () => {
    const folders = await makeFolders();
    const share = makeShare(folders.output);
    await putFrames(join(folders.source, 'Benchy'));
    const times = { shareMs: 500, stallMs: 60_000, killGraceMs: 500, minuteMs: 1000 };
    const app = await startTestApp(BY_HAND, { folders, times });
    const done = await render(app, await app.waitForStatus('Benchy', 'discovered'));
    await makeVideo(done.output_video_path!, { seconds: 1 });

    await share.die();
    const asked = await askCopy(app, done.id, { kind: 'gif' });
    const other = await askCopy(app, done.id, { kind: 'webp' });
    await waitFor('both to wait', async () => {
      const all = await app.get<WireShare[]>(`/timelapses/${done.id}/shares`);
      return all.every(
        ({ state, reason_code: code }) => state === 'waiting' && code === 'output_unavailable',
      );
    });
    expect((await app.get<WireShare[]>(`/timelapses/${done.id}/shares`))[0]!.reason).toBe(
      'The folder of the video is not responding. The app keeps retrying.',
    );
    expect((await app.request('DELETE', `/timelapses/${done.id}/shares/${other.id}`)).status).toBe(204);

    share.comeBack();
    expect(await whenOver(app, asked)).toMatchObject({ state: 'ready', reason: null });
  },
);

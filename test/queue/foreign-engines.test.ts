import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, startTestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { waitFor } from '../helpers/wait-for.ts';

describe('any program with the contract of do_timelapse.sh', () => {
  test('a ten-line script around ffmpeg makes the video, and its progress is read', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') });
    await putFrames(join(app.folders.source, 'Foreign'), { secondsAgo: 5000, frames: 60 });
    const done = await app.waitForCompleted('Foreign');
    expect(done).toMatchObject({
      video_exists: true,
      fps: 12,
      width: 160,
      height: 120,
      dropped_frames: null,
    });
    expect(await probeField(done.output_video_path ?? '', 'nb_frames')).toBe('60');
    const health = await app.get<{ engine: { path: string } }>('/health');
    expect(health.engine.path).toBe(engine('foreign.sh'));
  });

  test('a script that prints megabytes costs neither memory nor the video, and its log is cut', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('megabytes.sh') });
    await putFrames(join(app.folders.source, 'Talkative'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Talkative');
    const log = await (await app.request('GET', `/timelapses/${done.id}/log`)).text();
    expect(log.length).toBeLessThan(300_000);
    expect(log).toContain('bytes omitted');
    expect(log).toContain('all work and no play');
  });

  test('a script that fails leaves its own words in the error and in the log', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('fail.sh') });
    await putFrames(join(app.folders.source, 'Failing'), { secondsAgo: 5000 });
    const failed = await app.waitForStatus('Failing', 'failed');
    expect(failed).toMatchObject({ error_code: 'engine_failed', retry_count: 0 });
    expect(failed.error_detail).toContain('flux capacitor');
    expect(await (await app.request('GET', `/timelapses/${failed.id}/log`)).text()).toContain(
      'flux capacitor',
    );
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  test('a script without ffmpeg is met with what to install', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('no-ffmpeg.sh') });
    await putFrames(join(app.folders.source, 'Without'), { secondsAgo: 5000 });
    const failed = await app.waitForStatus('Without', 'failed');
    expect(failed.error_code).toBe('ffmpeg_missing');
    expect(failed.error_message).toContain('Install ffmpeg');
  });

  test('the bundled engine stands in for a configured one that is not there, and health says so', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: '/nowhere/do_timelapse.sh' });
    await putFrames(join(app.folders.source, 'Bundled'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Bundled');
    expect(done.flicker_before).toBeGreaterThan(done.flicker_after ?? 100);
    const health = await waitFor('the notice', async () => {
      const now = await app.get<{ checks: { engine: string }; engine: { why: string } }>('/health');
      return now.checks.engine === 'degraded' && now;
    });
    expect(health.engine.why).toContain('/nowhere/do_timelapse.sh does not exist');
    expect((await stat(done.output_video_path ?? '')).size).toBe(done.file_size_bytes);
  });
});

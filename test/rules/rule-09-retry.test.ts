import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** What an engine does, what it is called, and whether it is tried again. */
const FAILURES: [exitCode: number, sentence: string, code: string, retried: boolean][] = [
  [1, 'the flux capacitor is not charged', 'engine_failed', false],
  [3, 'no readable frames', 'unreadable_frames', false],
  [4, 'cannot read: EACCES', 'permission_denied', false],
  [4, 'cannot read: EIO', 'engine_failed', true],
  [5, 'cannot write: EACCES', 'output_not_writable', false],
  [6, 'No space left on device', 'disk_full', false],
  [7, 'ffmpeg is missing', 'ffmpeg_missing', false],
  [7, 'This ffmpeg was built without libass, so it cannot draw.', 'filter_missing', false],
  [8, 'Input/output error', 'engine_failed', true],
  [127, 'do_timelapse.sh: 7: ffmpeg: not found', 'ffmpeg_missing', false],
  [1, 'write failed: No space left on device', 'disk_full', false],
  [137, '', 'killed', true],
  [1, 'x264: malloc: Cannot allocate memory', 'out_of_memory', true],
];

describe('rule 9: retry', () => {
  test.each(FAILURES)(
    'rule 9: exit code %i with "%s" is %s, retried: %s',
    async (exitCode, sentence, code, retried) => {
      const clock = new FakeClock();
      const app = await startTestApp({ timelapse_flickerfree_path: engine('exit-code.sh') }, { clock });
      const folder = join(app.folders.source, 'Failing');
      await putFrames(folder, { secondsAgo: 5000 });
      await writeFile(join(folder, 'exit-code.txt'), String(exitCode));
      await writeFile(join(folder, 'sentence.txt'), sentence);
      if (retried) {
        const waiting = await waitFor('the retry to wait', async () =>
          (await app.list()).find((each) => each.status === 'pending' && each.retry_count === 1),
        );
        expect(waiting.error_code).toBe(code);
        // Another that comes later has its turn meanwhile.
        clock.advance(50_000);
        const other = join(app.folders.source, 'Other');
        await putFrames(other, { secondsAgo: 5000 });
        await writeFile(join(other, 'exit-code.txt'), '1');
        await app.waitForStatus('Other', 'failed');
        expect((await app.one(waiting.id)).status).toBe('pending');
        clock.advance(11_000);
      }
      const failed = await app.waitForStatus('Failing', 'failed');
      expect(failed).toMatchObject({ error_code: code, retry_count: retried ? 1 : 0 });
      expect(failed.error_message).toMatch(/\.$/);
      if (sentence) expect(failed.error_detail).toContain(sentence);
    },
  );

  test('rule 9: a transient failure that has passed ends in a video', async () => {
    const clock = new FakeClock();
    const app = await startTestApp({ timelapse_flickerfree_path: engine('killed-once.sh') }, { clock });
    await mkdir(join(app.folders.source), { recursive: true });
    await putFrames(join(app.folders.source, 'Killed once'), { secondsAgo: 5000 });
    await waitFor('the retry to wait', async () => (await app.list())[0]?.retry_count === 1);
    clock.advance(61_000);
    const done = await app.waitForCompleted('Killed once');
    expect(done).toMatchObject({ retry_count: 1, error_code: null, error_message: null });
  });

  test('rule 9: a stalled engine is ended and tried once more', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(
      { timelapse_flickerfree_path: engine('hang.sh') },
      { clock, times: { stallMs: 600, killGraceMs: 300 } },
    );
    await putFrames(join(app.folders.source, 'Stalled'), { secondsAgo: 5000 });
    await waitFor('the retry to wait', async () => (await app.list())[0]?.retry_count === 1);
    clock.advance(61_000);
    const failed = await app.waitForStatus('Stalled', 'failed');
    expect(failed).toMatchObject({ error_code: 'stalled', retry_count: 1 });
  });

  test('rule 9: out of memory is tried again at a lower profile', async () => {
    const clock = new FakeClock();
    const app = await startTestApp({ timelapse_flickerfree_path: engine('hungry.sh') }, { clock });
    await putFrames(join(app.folders.source, 'Hungry'), { secondsAgo: 5000 });
    await waitFor('the retry to wait', async () => (await app.list())[0]?.retry_count === 1);
    clock.advance(61_000);
    const done = await app.waitForCompleted('Hungry');
    const log = await (await app.request('GET', `/timelapses/${done.id}/log`)).text();
    expect(log).toContain('height 720 threads 1');
  });

  test('rule 9: a start by hand sets the count to 0 and clears the error', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('exit-code.sh') });
    const folder = join(app.folders.source, 'By hand');
    await putFrames(folder, { secondsAgo: 5000 });
    await writeFile(join(folder, 'exit-code.txt'), '1');
    const failed = await app.waitForStatus('By hand', 'failed');
    const started = await app.request('POST', `/timelapses/${failed.id}/process`);
    expect(started.status).toBe(202);
    expect(await started.json()).toMatchObject({ retry_count: 0, error_code: null, error_detail: null });
  });

  test('rule 9: an engine that is missing or may not be run is never tried again', async () => {
    const app = await startTestApp();
    const script = join(app.folders.data, 'mine.sh');
    await writeFile(script, '#!/bin/sh\n', { mode: 0o644 });
    const options = app.app.options;
    options.replace({ ...options.current, timelapse_flickerfree_path: script });
    await putFrames(join(app.folders.source, 'No right'), { secondsAgo: 5000 });
    const failed = await app.waitForStatus('No right', 'failed');
    expect(failed).toMatchObject({ error_code: 'engine_not_executable', retry_count: 0 });
    expect(failed.error_message).toContain('chmod +x');
  });
});

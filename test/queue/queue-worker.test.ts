import { access, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { openBeside } from '../helpers/open-database.ts';
import { engine, makeFolders, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

describe('the queue', () => {
  test('a row that is processing without a run is not left alone for a minute [1.1]', async () => {
    const folders = await makeFolders();
    const clock = new FakeClock();
    const options = {
      timelapse_flickerfree_path: engine('foreign.sh'),
      timelapse_auto_process_timeout: 0,
    };
    const app = await startTestApp(options, { folders, clock });
    await putFrames(join(folders.source, 'Orphan'), { secondsAgo: 5000 });
    await app.waitForStatus('Orphan', 'discovered');
    await openBeside(folders)('timelapses').update({ status: 'processing' });
    // A pass under way may have been past the row already; then it is the next one's.
    await waitFor('the row to be found', () => {
      clock.advance(30_000);
      return app.log.some((line) => line.includes('back in the queue'));
    });
    expect(await app.waitForCompleted('Orphan')).toMatchObject({ retry_count: 0 });
  });

  test('a cancel of a row that is processing without a run takes it out of the queue [1.1]', async () => {
    const folders = await makeFolders();
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 }, { folders });
    await putFrames(join(folders.source, 'Orphan'), { secondsAgo: 5000 });
    const { id } = await app.waitForStatus('Orphan', 'discovered');
    await openBeside(folders)('timelapses').update({ status: 'processing' });
    const cancelled = await app.request('POST', `/timelapses/${id}/cancel`);
    expect(cancelled.status).toBe(202);
    expect(await cancelled.json()).toMatchObject({ status: 'discovered' });
  });

  test('a duration that cannot be estimated costs no render [1.1]', async () => {
    const folders = await makeFolders();
    const db = openBeside(folders);
    const app = await startTestApp({ timelapse_flickerfree_path: engine('waits.sh') }, { folders });
    await db.raw('ALTER TABLE runs RENAME COLUMN megapixels TO pixels');
    await db.raw('ALTER TABLE runs RENAME COLUMN frames TO pictures');
    await putFrames(join(folders.source, 'Unknown'), { secondsAgo: 5000 });
    await waitFor('the estimate to fail', () =>
      app.log.some((line) => line.includes('could not be estimated')),
    );
    await db.raw('ALTER TABLE runs RENAME COLUMN pixels TO megapixels');
    await db.raw('ALTER TABLE runs RENAME COLUMN pictures TO frames');
    await writeFile(join(dirname(folders.source), 'go'), '');
    await app.waitForCompleted('Unknown');
  });

  test('a video may take the name of one of another timelapse that is gone [1.1]', async () => {
    const folders = await makeFolders();
    const options = { timelapse_flickerfree_path: engine('foreign.sh') };
    const app = await startTestApp(options, { folders });
    await putFrames(join(folders.source, 'First'), { secondsAgo: 5000 });
    const first = await app.waitForCompleted('First');
    const path = join(folders.output, 'Second.mp4');
    await openBeside(folders)('timelapse_files').where({ kind: 'video' }).update({ path });
    await putFrames(join(folders.source, 'Second'), { secondsAgo: 5000 });
    expect(await app.waitForCompleted('Second')).toMatchObject({ output_video_path: path });
    expect(await app.one(first.id)).toMatchObject({ output_video_path: null, video_exists: false });
    await access(path);
    expect(await readdir(folders.output)).toContain('Second.mp4');
  });
});

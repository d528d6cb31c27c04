import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireMonthCount } from '../../../src/shared/months.ts';
import type { WireHealth, WireQueue } from '../../../src/shared/system.ts';
import type { WireTimelapse } from '../../../src/shared/timelapse.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { openBeside } from '../../helpers/open-database.ts';
import { engine, startTestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../../helpers/with-video.ts';

/** Status and error code of an answer. */
async function refusal(answer: Promise<Response>): Promise<[number, string, unknown]> {
  const response = await answer;
  const { error } = (await response.json()) as { error: { code: string; detail?: { status?: string } } };
  return [response.status, error.code, error.detail?.status];
}

describe('GET /timelapses', () => {
  it('lists them newest first, in pages, and says how many there are', async () => {
    const { app } = await startWithFolders(['one', 'two', 'three']);
    const whole = await app.request('GET', '/timelapses');
    expect(whole.headers.get('x-total-count')).toBe('3');
    const ids = ((await whole.json()) as { id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(3);
    const page = await app.request('GET', '/timelapses?limit=2&offset=2');
    expect(page.headers.get('x-total-count')).toBe('3');
    expect(((await page.json()) as { id: string }[]).map(({ id }) => id)).toEqual(ids.slice(2));
    const beyond = await app.request('GET', '/timelapses?offset=1000000000');
    expect([beyond.status, beyond.headers.get('x-total-count'), await beyond.json()]).toEqual([200, '3', []]);
  });

  it('keeps to the filters and the order it is asked for', async () => {
    const { app, found } = await startWithFolders(['Alpha', 'beta', 'Gamma']);
    await render(app, found[1]!);
    await app.request('PATCH', `/timelapses/${found[2]!.id}/pin`);
    const names = async (query: string) => (await app.list(query)).map((each) => each.folder_name);
    expect(await names('?sort=name')).toEqual(['Alpha', 'beta', 'Gamma']);
    expect(await names('?sort=-name&status=discovered')).toEqual(['Gamma', 'Alpha']);
    expect(await names('?sort=name&status=discovered&status=completed&limit=2')).toEqual(['Alpha', 'beta']);
    expect(await names('?pinned=true')).toEqual(['Gamma']);
    expect(await names('?pinned=0&sort=name')).toEqual(['Alpha', 'beta']);
    expect(await names('?linked_only=true')).toEqual([]);
    expect(await names('?linked=false&sort=name')).toEqual(['Alpha', 'beta', 'Gamma']);
    expect((await names('?sort=-size'))[0]).toBe('beta');
    expect((await names('?sort=-duration'))[0]).toBe('beta');
  });
});

describe('GET /timelapses/months', () => {
  it('counts by month in the time zone it is asked for, with the filters of the list', async () => {
    const { app, found } = await startWithFolders(['one', 'two', 'three']);
    const newYear = Date.UTC(2026, 0, 1);
    const db = openBeside(app.folders);
    for (const [index, hours] of [-2, 2, -1000].entries()) {
      const created_at = newYear + hours * 3_600_000;
      await db('timelapses').where({ id: found[index]!.id }).update({ created_at });
    }
    await app.request('PATCH', `/timelapses/${found[1]!.id}/pin`);
    const months = async (query: string) =>
      (await app.get<WireMonthCount[]>(`/timelapses/months?${query}`)).map(
        ({ month, count }) => `${month}: ${count}`,
      );
    expect(await months('time_zone=UTC')).toEqual(['2026-01: 1', '2025-12: 1', '2025-11: 1']);
    expect(await months('time_zone=Pacific/Auckland')).toEqual(['2026-01: 2', '2025-11: 1']);
    expect(await months('time_zone=America/New_York')).toEqual(['2025-12: 2', '2025-11: 1']);
    expect(await months('time_zone=UTC&pinned=true')).toEqual(['2026-01: 1']);
    expect(await months('time_zone=UTC&q=two')).toEqual(['2026-01: 1']);
    expect(await months('time_zone=UTC&printer=None')).toEqual([]);
    const refused = await app.request('GET', '/timelapses/months?time_zone=Mars/Utopia');
    expect(refused.status).toBe(404);
    expect(await refused.json()).toMatchObject({
      error: { message: expect.stringContaining('Mars/Utopia') },
    });
  });
});

describe('GET /timelapses/stats', () => {
  it('adds up records, videos and frames', async () => {
    const { app, found } = await startWithFolders(['one', 'two']);
    const done = await render(app, found[0]!);
    const stats = await app.get('/timelapses/stats');
    expect(stats).toMatchObject({
      total_timelapses: 2,
      total_videos: 1,
      total_size_bytes: done.file_size_bytes,
      total_size_mb: Math.round(done.file_size_bytes! / 1e4) / 100,
      total_size_gb: Math.round(done.file_size_bytes! / 1e6) / 1000,
      discovered_count: 1,
      pending_count: 0,
      processing_count: 0,
      completed_count: 1,
      failed_count: 0,
      cleanup_candidates_count: 0,
      source_size_bytes: found[0]!.source_size_bytes + found[1]!.source_size_bytes,
      reclaimable_bytes: found[0]!.source_size_bytes,
    });
  });
});

describe('GET /timelapses/{id}', () => {
  it('gives all there is to know of a finished one', async () => {
    const { app, done } = await startWithVideo('Größe "XL" 🖨️');
    expect(await app.one(done.id)).toMatchObject({
      id: done.id,
      folder_name: 'Größe "XL" 🖨️',
      source_folder: join(app.folders.source, 'Größe "XL" 🖨️'),
      output_video_path: join(app.folders.output, 'Größe "XL" 🖨️.mp4'),
      status: 'completed',
      video_exists: true,
      image_count: 12,
      video_duration: 1,
      width: 160,
      height: 120,
      fps: 12,
      error_code: null,
      error_message: null,
      retry_count: 0,
      auto_process_eligible_at: null,
      queue_position: null,
      progress_percent: null,
      pinned: false,
      age_days: 0,
    });
  });
});

describe('POST /timelapses/{id}/process', () => {
  it('puts one after another into the queue, in their places', async () => {
    const { app, found } = await startWithFolders(['one', 'two']);
    await app.request('POST', '/queue/pause');
    for (const [index, { id }] of found.entries()) {
      const answer = await app.request('POST', `/timelapses/${id}/process`);
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({ id, status: 'pending', queue_position: index + 1 });
    }
  });

  it('renders a finished one again; the old video plays until the new one is there', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await app.request('POST', '/queue/pause');
    await app.request('POST', `/timelapses/${done.id}/process`);
    expect(await app.one(done.id)).toMatchObject({ status: 'pending', video_exists: true });
    expect((await app.request('GET', `/timelapses/${done.id}/video`)).status).toBe(200);
    await app.request('POST', '/queue/resume');
    const again = await app.waitForCompleted('Benchy');
    expect(again.output_video_path).toBe(done.output_video_path);
    expect(await readdir(app.folders.output)).toEqual(['Benchy.mp4']);
  });

  it('tries a failed one again and clears its error', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('fail.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    const failed = await app.waitForStatus('one', 'failed');
    expect(failed).toMatchObject({
      error_code: 'engine_failed',
      error_message: expect.stringContaining('log'),
      error_detail: 'the flux capacitor is not charged',
      video_exists: false,
    });
    await app.request('POST', '/queue/pause');
    const again = await app.request('POST', `/timelapses/${failed.id}/process`);
    expect(await again.json()).toMatchObject({ status: 'pending', error_code: null, error_detail: null });
  });

  it('refuses one that renders, and says so', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('hang.sh') });
    const path = `/timelapses/${found[0]!.id}/process`;
    await app.request('POST', path);
    await app.waitForStatus('one', 'processing');
    expect(await refusal(app.request('POST', path))).toEqual([409, 'wrong_status', 'processing']);
  });

  it('refuses one whose frames are gone', async () => {
    const { app, found } = await startWithFolders(['one', 'two']);
    await rm(found[0]!.source_folder, { recursive: true });
    await waitFor('it to be missed', async () => (await app.one(found[0]!.id)).source_missing);
    const answer = app.request('POST', `/timelapses/${found[0]!.id}/process`);
    expect(await refusal(answer)).toEqual([409, 'source_missing', 'discovered']);
  });

  it('refuses all when rendering is switched off', async () => {
    const { app, found } = await startWithFolders(['one']);
    app.app.options.replace({ ...app.app.options.current, timelapse_enabled: false });
    const answer = app.request('POST', `/timelapses/${found[0]!.id}/process`);
    expect(await refusal(answer)).toEqual([409, 'processing_disabled', 'discovered']);
  });
});

describe('POST /timelapses/{id}/cancel', () => {
  it('takes a waiting one out of the queue, to wait for a start by hand', async () => {
    const { app, found } = await startWithFolders(['one']);
    await app.request('POST', '/queue/pause');
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    const answer = await app.request('POST', `/timelapses/${found[0]!.id}/cancel`);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ status: 'discovered', auto_process_eligible_at: null });
  });

  it('ends a running render and leaves nothing of it', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('slow.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await app.waitForStatus('one', 'processing');
    const answer = await app.request('POST', `/timelapses/${found[0]!.id}/cancel`);
    expect([answer.status, ((await answer.json()) as { status: string }).status]).toEqual([
      202,
      'processing',
    ]);
    expect(await app.waitForStatus('one', 'discovered')).toMatchObject({
      error_code: null,
      video_exists: false,
    });
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  it.each([
    ['discovered', async () => (await startWithFolders(['one'])).app],
    ['completed', async () => (await startWithVideo('one')).app],
  ])('refuses one that is %s', async (status, start) => {
    const app = await start();
    const [one] = await app.list();
    const answer = app.request('POST', `/timelapses/${one!.id}/cancel`);
    expect(await refusal(answer)).toEqual([409, 'wrong_status', status]);
  });
});

describe('PATCH /timelapses/{id}/pin', () => {
  it('toggles without a body and without a content type', async () => {
    const { app, found } = await startWithFolders(['one']);
    for (const pinned of [true, false, true]) {
      const answer = await fetch(`${app.url}/api/v1/timelapses/${found[0]!.id}/pin`, { method: 'PATCH' });
      expect([answer.status, ((await answer.json()) as { pinned: boolean }).pinned]).toEqual([200, pinned]);
    }
    expect((await app.one(found[0]!.id)).pinned).toBe(true);
  });

  it('sets what the body says, toggles with an empty object', async () => {
    const { app, found } = await startWithFolders(['one']);
    const pin = async (body: unknown) => {
      const answer = await app.request('PATCH', `/timelapses/${found[0]!.id}/pin`, body);
      return ((await answer.json()) as { pinned: boolean }).pinned;
    };
    expect(await pin({ pinned: false })).toBe(false);
    expect(await pin({ pinned: true })).toBe(true);
    expect(await pin({ pinned: true })).toBe(true);
    expect(await pin({})).toBe(false);
  });

  it.each([[{ pinned: 'yes' }], [{ pinned: 1 }], [[]], [{ pinned: null }]])('refuses %j', async (body) => {
    const { app, found } = await startWithFolders(['one']);
    const answer = app.request('PATCH', `/timelapses/${found[0]!.id}/pin`, body);
    expect((await refusal(answer)).slice(0, 2)).toEqual([400, 'invalid_request']);
    expect((await app.one(found[0]!.id)).pinned).toBe(false);
  });
});

describe('DELETE /timelapses/{id}', () => {
  it('takes every file of its own with it and leaves the frames', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const answer = await app.request('DELETE', `/timelapses/${done.id}`);
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect((await app.request('GET', `/timelapses/${done.id}`)).status).toBe(404);
    expect(await readdir(app.folders.output)).toEqual([]);
    expect(await readdir(join(app.folders.data, 'posters'))).toEqual([]);
    expect(await readdir(join(app.folders.data, 'logs'))).toEqual([]);
    expect(await readdir(done.source_folder)).toHaveLength(12);
  });

  it('works though its files are gone already', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await unlink(done.output_video_path!);
    await rm(join(app.folders.data, 'posters'), { recursive: true });
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    expect(await app.list()).toEqual([]);
  });

  it('lasts until new frames come', async () => {
    const { app, found } = await startWithFolders(['one', 'two']);
    await app.request('DELETE', `/timelapses/${found[0]!.id}`);
    await app.stop();
    const later = await startTestApp(BY_HAND, { folders: app.folders });
    await later.request('PATCH', `/timelapses/${found[1]!.id}/pin`);
    await putFrames(join(app.folders.source, 'three'));
    await later.waitForStatus('three', 'discovered');
    expect((await later.list()).map((each) => each.folder_name).sort()).toEqual(['three', 'two']);
    await putFrames(found[0]!.source_folder, { names: ['frame_0013.jpg'] });
    expect((await later.waitForStatus('one', 'discovered')).id).not.toBe(found[0]!.id);
  });

  it('of a running one ends its render first', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('hang.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    await app.waitForStatus('one', 'processing');
    expect((await app.request('DELETE', `/timelapses/${found[0]!.id}`)).status).toBe(204);
    expect(await app.list()).toEqual([]);
    expect(await readdir(app.folders.output)).toEqual([]);
    expect(await app.get('/timelapses/stats')).toMatchObject({ processing_count: 0 });
    const queue = await app.request('POST', '/queue/pause');
    expect(await queue.json()).toMatchObject({ processing_id: null });
  });

  it('of one whose turn comes just then leaves nothing of it', async () => {
    const { app, found } = await startWithFolders(Array.from({ length: 12 }, (_, index) => `print ${index}`));
    // Another moment each time: sooner or later the queue takes it in the middle of its deletion.
    const resumeAfter = async (questions: number) => {
      for (let i = 0; i < questions; i += 1) await app.request('GET', '/health');
      await app.request('POST', '/queue/resume');
    };
    for (const [index, { id }] of found.entries()) {
      await app.request('POST', '/queue/pause');
      await app.request('POST', `/timelapses/${id}/process`);
      const [answer] = await Promise.all([
        app.request('DELETE', `/timelapses/${id}`),
        resumeAfter(index % 4),
      ]);
      expect(answer.status).toBe(204);
    }
    await waitFor('the queue to be idle', async () => {
      const queue = (await (await app.request('POST', '/queue/pause')).json()) as WireQueue;
      return queue.processing_id === null;
    });
    expect(await app.list()).toEqual([]);
    expect(await readdir(app.folders.output)).toEqual([]);
    expect(app.log.filter((line) => line.includes('ERROR'))).toEqual([]);
  });

  it('of a file that cannot be deleted is refused, and nothing is lost', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await unlink(done.output_video_path!);
    await mkdir(done.output_video_path!);
    expect(await refusal(app.request('DELETE', `/timelapses/${done.id}`))).toEqual([
      409,
      'cannot_delete',
      'completed',
    ]);
    expect((await app.one(done.id)).status).toBe('completed');
  });
});

describe('DELETE /timelapses/{id}?delete_source=true', () => {
  it('removes the frames and the folder of a playable one, and the app stays well', async () => {
    const { app, done } = await startWithVideo('Benchy');
    expect((await app.request('DELETE', `/timelapses/${done.id}?delete_source=true`)).status).toBe(204);
    expect(existsSync(done.source_folder)).toBe(false);
    expect(await readdir(app.folders.output)).toEqual([]);
    await putFrames(join(app.folders.source, 'next'));
    await app.waitForStatus('next', 'discovered');
    expect(await app.get('/health')).toMatchObject({ checks: { source: 'ok' } });
  });

  it('leaves other files in the folder alone', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await writeFile(join(done.source_folder, 'notes.txt'), 'mine');
    expect((await app.request('DELETE', `/timelapses/${done.id}?delete_source=1`)).status).toBe(204);
    expect(await readdir(done.source_folder)).toEqual(['notes.txt']);
  });

  it('keeps the frames when the video cannot be played', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await writeFile(done.output_video_path!, 'no video any more');
    const answer = app.request('DELETE', `/timelapses/${done.id}?delete_source=true`);
    expect(await refusal(answer)).toEqual([409, 'not_playable', 'completed']);
    expect(await readdir(done.source_folder)).toHaveLength(12);
    expect((await app.one(done.id)).status).toBe('completed');
  });

  it('keeps the frames of one that is not completed', async () => {
    const { app, found } = await startWithFolders(['one']);
    const answer = app.request('DELETE', `/timelapses/${found[0]!.id}?delete_source=true`);
    expect(await refusal(answer)).toEqual([409, 'wrong_status', 'discovered']);
    expect(await readdir(found[0]!.source_folder)).toHaveLength(12);
  });
});

describe('the last folder, deleted with its frames', () => {
  it('leaves a source folder that is empty by right', async () => {
    const { app, done } = await startWithVideo('Benchy');
    await app.request('DELETE', `/timelapses/${done.id}?delete_source=true`);
    await app.scan();
    expect((await app.get<WireHealth>('/health')).notices).toEqual([]);
    // A link is passed over, and reported by the first scan that sees it.
    await symlink(app.folders.output, join(app.folders.source, 'link'));
    await app.scan();
    const { notices } = await app.get<WireHealth>('/health');
    expect(notices.map(({ code }) => code)).toEqual(['entries_skipped']);
  });
});

describe('GET /timelapses/{id}/log', () => {
  it('is what the engine of the last run has printed', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const answer = await app.request('GET', `/timelapses/${done.id}/log`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toContain('Output #0, mp4');
  });

  it('is that of the running engine while it runs', async () => {
    const { app, found } = await startWithFolders(['one'], { timelapse_flickerfree_path: engine('hang.sh') });
    await app.request('POST', `/timelapses/${found[0]!.id}/process`);
    const text = await waitFor('the first line', async () => {
      const answer = await app.request('GET', `/timelapses/${found[0]!.id}/log`);
      return answer.ok && (await answer.text());
    });
    expect(text).toBe('starting\n');
  });

  it('is not there before the first render', async () => {
    const { app, found } = await startWithFolders(['one']);
    const answer = app.request('GET', `/timelapses/${found[0]!.id}/log`);
    expect((await refusal(answer)).slice(0, 2)).toEqual([404, 'not_found']);
  });
});

describe('GET /timelapses/{id}/flicker', () => {
  it('gives the curve of the video there is, and of no other', async () => {
    const { app, done } = await startWithVideo('Curved', {
      timelapse_flickerfree_path: engine('reporting.sh'),
    });
    expect(await app.get(`/timelapses/${done.id}/flicker`)).toEqual({
      frames: [100, 110.52, 90.48],
      video: [100, 100, 101.01],
      left_out: [],
      steady: null,
      cameras: 1,
    });
    const { options } = app.app;
    options.replace({ ...options.current, timelapse_flickerfree_path: engine('foreign.sh') });
    await app.request('POST', `/timelapses/${done.id}/process`);
    await waitFor('a newer video', async () => {
      const now = await app.get<WireTimelapse>(`/timelapses/${done.id}`);
      return now.status === 'completed' && now.processing_completed_at !== done.processing_completed_at;
    });
    expect(await refusal(app.request('GET', `/timelapses/${done.id}/flicker`))).toEqual([
      404,
      'not_found',
      undefined,
    ]);
  });
});

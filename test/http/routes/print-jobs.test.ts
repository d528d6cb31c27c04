import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireJobSuggestion, WirePrintJob, WirePrintJobView } from '../../../src/shared/print-job.ts';
import type { WireTimelapse } from '../../../src/shared/timelapse.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND, startWithFolders } from '../../helpers/with-video.ts';

/** Tells of a print by the API. */
async function post(app: TestApp, body: unknown, status = 201): Promise<WirePrintJob> {
  const answer = await app.request('POST', '/jobs', body);
  expect(answer.status).toBe(status);
  return (await answer.json()) as WirePrintJob;
}

async function link(app: TestApp, { id }: WireTimelapse, jobId: string | null): Promise<WireTimelapse> {
  const answer = await app.request('PATCH', `/timelapses/${id}/link`, { job_id: jobId });
  expect(answer.status).toBe(200);
  return (await answer.json()) as WireTimelapse;
}

/** Waits until all that was asked for before has been looked after: a print of its own shows it. */
async function settle(app: TestApp, probe: WireTimelapse): Promise<void> {
  const { id } = await post(app, { name: probe.folder_name });
  await waitFor('links to be made', async () => (await app.one(probe.id)).job_id === id);
}

describe('print jobs', () => {
  it('are taken in, listed latest first, found and shown', async () => {
    const app = await startTestApp(BY_HAND);
    const early = await post(app, {
      name: 'Gehäuse',
      file_name: 'gehaeuse.gcode',
      printer: 'Prusa MK4',
      started_at: '2025-01-07T10:00:00+01:00',
      ended_at: '2025-01-07T13:00:00Z',
    });
    expect(early).toMatchObject({
      source: 'api',
      external_id: null,
      status: 'completed',
      started_at: '2025-01-07T09:00:00.000Z',
      ended_at: '2025-01-07T13:00:00.000Z',
      timelapse_count: 0,
    });
    const late = await post(app, { name: '龙 🐉', started_at: '2025-01-08T10:00:00' });
    expect(late).toMatchObject({
      status: 'printing',
      started_at: new Date('2025-01-08T10:00:00').toISOString(),
      ended_at: null,
    });
    const unknown = await post(app, { name: 'No times' });
    expect(unknown).toMatchObject({ status: 'unknown', started_at: null, file_name: null, printer: null });

    const answer = await app.request('GET', '/jobs?limit=2');
    expect(answer.headers.get('X-Total-Count')).toBe('3');
    expect(((await answer.json()) as WirePrintJob[]).map(({ id }) => id)).toEqual([unknown.id, late.id]);
    expect(await app.get('/jobs?limit=2&offset=2')).toEqual([early]);
    for (const q of ['GEHAUSE', 'gehaeuse', 'mk4']) expect(await app.get(`/jobs?q=${q}`), q).toEqual([early]);
    expect(await app.get(`/jobs?q=${encodeURIComponent('%')}`)).toEqual([]);
    expect(await app.get(`/jobs/${late.id}`)).toEqual({ ...late, timelapses: [] });
  });

  it('are changed when they are reported again under an id of their own', async () => {
    const app = await startTestApp(BY_HAND);
    const begun = { name: 'Vase', external_id: 'print 7', printer: 'A1', started_at: '2025-01-07T10:00:00Z' };
    const job = await post(app, begun);
    expect(await post(app, begun, 200)).toEqual(job);
    const before = Date.now();
    const ended = await post(app, { name: 'Vase', external_id: 'print 7', status: 'completed' }, 200);
    expect(ended).toMatchObject({
      id: job.id,
      printer: 'A1',
      started_at: job.started_at,
      status: 'completed',
    });
    expect(Date.parse(ended.ended_at ?? '')).toBeGreaterThanOrEqual(before);
    expect(await app.get('/jobs')).toHaveLength(1);
  });

  it('are refused with the field that is wrong', async () => {
    const app = await startTestApp(BY_HAND);
    const wrong: [unknown, string][] = [
      [{}, 'name'],
      [{ name: '  ' }, 'name'],
      [{ name: 7 }, 'name'],
      [{ name: 'x'.repeat(501) }, 'name'],
      [{ name: 'Vase', status: 'done' }, 'status'],
      [{ name: 'Vase', started_at: 'yesterday' }, 'started_at'],
      [{ name: 'Vase', started_at: '2025-01-07T10:00:00Z', ended_at: '2025-01-07T09:00:00Z' }, 'ended_at'],
    ];
    for (const [body, field] of wrong) {
      const answer = await app.request('POST', '/jobs', body);
      expect(answer.status, JSON.stringify(body)).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request', detail: { field } } });
    }
    expect(await app.get('/jobs')).toEqual([]);
    expect((await app.request('GET', '/jobs/nowhere')).status).toBe(404);
    expect((await app.request('GET', '/jobs?limit=0')).status).toBe(400);
  });
});

describe('a link', () => {
  it('is made automatically when a print job arrives whose name is that of the folder', async () => {
    const { app, found } = await startWithFolders(['Gehäuse'.normalize('NFD'), 'Other']);
    const job = await post(app, { name: 'gehaeuse.gcode', printer: 'Prusa MK4' });
    const linked = await app.live.waitForEvent('timelapse.updated', ({ job_id }) => job_id === job.id);
    expect(linked).toMatchObject({
      id: found[0]!.id,
      linked_job_name: 'gehaeuse.gcode',
      link_source: 'auto',
      printer: 'Prusa MK4',
      status: 'discovered',
    });
    const view = await app.get<WirePrintJobView>(`/jobs/${job.id}`);
    expect(view).toMatchObject({ timelapse_count: 1, timelapses: [{ id: found[0]!.id }] });
    expect((await app.list('?linked=true')).map(({ id }) => id)).toEqual([found[0]!.id]);
    expect((await app.one(found[1]!.id)).job_id).toBeNull();
  });

  it('is made automatically when a folder is found whose print job is known', async () => {
    const app = await startTestApp(BY_HAND);
    const job = await post(app, { name: 'Benchy' });
    await putFrames(join(app.folders.source, 'Benchy'));
    await app.live.waitForEvent('timelapse.updated', ({ job_id }) => job_id === job.id);
  });

  it('is a suggestion, with reasons in words, where two prints could be meant', async () => {
    const app = await startTestApp(BY_HAND);
    const one = await post(app, { name: 'Benchy', printer: 'A' });
    const two = await post(app, { name: 'Benchy', printer: 'B' });
    await putFrames(join(app.folders.source, 'Benchy'));
    await putFrames(join(app.folders.source, 'probe'));
    const found = await app.waitForStatus('Benchy', 'discovered');
    await settle(app, await app.waitForStatus('probe', 'discovered'));
    expect((await app.one(found.id)).job_id).toBeNull();
    const suggestions = await app.get<WireJobSuggestion[]>(`/timelapses/${found.id}/job-suggestions`);
    expect(suggestions.map(({ job }) => job)).toEqual(expect.arrayContaining([one, two]));
    expect(suggestions.map(({ score }) => score)).toEqual([100, 100]);
    expect(suggestions[0]?.reasons).toEqual([
      { code: 'name_exact', points: 100, text: 'The folder name matches the print "Benchy".' },
    ]);
  });

  it('made by hand stays, whatever print jobs come', async () => {
    const { app, found } = await startWithFolders(['Benchy', 'probe']);
    const other = await post(app, { name: 'Something else', printer: 'Mine' });
    const linked = await link(app, found[0]!, other.id);
    expect(linked).toMatchObject({ job_id: other.id, link_source: 'manual', printer: 'Mine' });
    await app.live.waitForEvent('timelapse.updated', ({ job_id }) => job_id === other.id);
    await post(app, { name: 'Benchy' });
    await settle(app, found[1]!);
    expect(await app.one(found[0]!.id)).toMatchObject({ job_id: other.id, link_source: 'manual' });
  });

  it('taken away by hand stays away, over a restart too', async () => {
    const { app, found } = await startWithFolders(['Benchy', 'probe']);
    const job = await post(app, { name: 'Benchy', printer: 'Mine' });
    await app.live.waitForEvent('timelapse.updated', ({ job_id }) => job_id === job.id);
    const unlinked = await link(app, found[0]!, null);
    expect(unlinked).toMatchObject({ job_id: null, linked_job_name: null, link_source: null, printer: null });
    await app.stop();

    const again = await startTestApp(BY_HAND, { folders: app.folders });
    await post(again, { name: 'Benchy' });
    await settle(again, found[1]!);
    expect((await again.one(found[0]!.id)).job_id).toBeNull();
    const suggestions = await again.get<WireJobSuggestion[]>(`/timelapses/${found[0]!.id}/job-suggestions`);
    // What was taken away is not suggested again.
    expect(suggestions.map(({ score }) => score)).toEqual([100]);
    expect(suggestions[0]!.job.id).not.toBe(job.id);
  });

  it('made by hand teaches, and the reason is told', async () => {
    const { app, found } = await startWithFolders(['gearbox_2025-01-01', 'gearbox_2025-02-01']);
    const job = await post(app, { name: 'Getriebe', printer: 'Mine' });
    const path = `/timelapses/${found[1]!.id}/job-suggestions`;
    const learned = async () =>
      (await app.get<WireJobSuggestion[]>(path)).flatMap(({ reasons }) =>
        reasons.filter(({ code }) => code.startsWith('learned_')),
      );
    expect(await learned()).toEqual([]);
    await link(app, found[0]!, job.id);
    await post(app, { name: 'Getriebe', printer: 'Mine', started_at: '2025-02-01T10:00:00Z' });
    const taught = { code: 'learned_linked', points: 20, text: expect.stringContaining('"Getriebe"') };
    expect(await learned()).toContainEqual(taught);
    await link(app, found[0]!, null);
    const refused = { code: 'learned_refused', points: -20, text: expect.stringContaining('"Getriebe"') };
    expect(await learned()).not.toContainEqual(taught);
    expect((await learned()).every(({ points }) => points === refused.points)).toBe(true);
  });

  it('that was refused is neither made nor suggested again, over a restart too, until made by hand', async () => {
    const app = await startTestApp(BY_HAND);
    const one = await post(app, { name: 'Benchy', printer: 'A' });
    const two = await post(app, { name: 'Benchy', printer: 'B' });
    await putFrames(join(app.folders.source, 'Benchy'));
    const { id } = await app.waitForStatus('Benchy', 'discovered');
    const suggested = async (from: TestApp) =>
      (await from.get<WireJobSuggestion[]>(`/timelapses/${id}/job-suggestions`)).map(({ job }) => job.id);
    expect((await suggested(app)).toSorted()).toEqual([one.id, two.id].toSorted());
    const refusal = `/timelapses/${id}/job-suggestions/${one.id}`;
    expect((await app.request('DELETE', refusal)).status).toBe(204);
    expect(await suggested(app)).toEqual([two.id]);
    await app.stop();

    const again = await startTestApp(BY_HAND, { folders: app.folders });
    expect(await suggested(again)).toEqual([two.id]);
    const linked = await link(again, { id } as WireTimelapse, one.id);
    expect(linked.job_id).toBe(one.id);
    expect(await suggested(again)).toContain(one.id);
    expect((await again.request('DELETE', refusal)).status).toBe(204);
    expect(await again.one(id)).toMatchObject({ job_id: null, link_source: null });
    expect(await suggested(again)).toEqual([two.id]);
    const nobody = await again.request('DELETE', `/timelapses/${id}/job-suggestions/nobody`);
    expect(nobody.status).toBe(404);
  });

  it('to what does not exist is refused by name, and a body without the field too', async () => {
    const { app, found } = await startWithFolders(['Benchy']);
    const path = `/timelapses/${found[0]!.id}/link`;
    const missing = await app.request('PATCH', path, { job_id: 'no-such-job' });
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      error: {
        code: 'not_found',
        message: expect.stringContaining('"no-such-job"'),
        detail: { field: 'job_id' },
      },
    });
    for (const body of [{}, { job_id: 7 }, { job_id: '' }, []])
      expect((await app.request('PATCH', path, body)).status, JSON.stringify(body)).toBe(400);
    const job = await post(app, { name: 'Vase' });
    expect((await app.request('PATCH', '/timelapses/nowhere/link', { job_id: job.id })).status).toBe(404);
    expect((await app.request('GET', '/timelapses/nowhere/job-suggestions')).status).toBe(404);
  });

  it('follows the print job when that is changed', async () => {
    const { app, found } = await startWithFolders(['Benchy']);
    const reported = { name: 'Benchy', external_id: '1' };
    await post(app, reported);
    await waitFor('the link', async () => (await app.one(found[0]!.id)).job_id);
    await post(app, { ...reported, name: 'Benchy.gcode', printer: 'A1' }, 200);
    await app.live.waitForEvent(
      'timelapse.updated',
      ({ linked_job_name, printer }) => linked_job_name === 'Benchy.gcode' && printer === 'A1',
    );
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { WireDestination, WireDestinationTest, WireUpload } from '../../src/shared/uploads.ts';
import { FaultyLine, rawAnswer } from '../helpers/faulty-line.ts';
import { cleanUp } from '../helpers/start-app.ts';
import { startS3, startWebdav, type UploadServer } from '../helpers/upload-servers.ts';
import { addDestination, PART, SOON, startWithBytes, upload, whenUpload } from '../helpers/uploaded-video.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';

const SERVERS: [name: string, start: () => Promise<UploadServer>][] = [
  ['S3', startS3],
  ['WebDAV', startWebdav],
];
/** Of the video itself, in several requests or in one. */
const SENDS_VIDEO = /^PUT \S*(?:partNumber=|timelapse-upload)/;

/** This S3 server does not know how to forget parts, so it is enough that it was asked to. */
const isTakenBack = async (server: UploadServer, line: FaultyLine): Promise<boolean> =>
  line.count(/^DELETE \S*uploadId=/) > 0 || (await server.leftOvers()).length === 0;

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe.each(SERVERS)('an upload to %s', (kind, start) => {
  it('is whole, compared, in its folder, and beside what was there [keep 4]', async () => {
    const server = await start();
    const { app, done, bytes } = await startWithBytes();
    await server.put('prints/3d/Benchy.mp4', Buffer.from("somebody's own"));
    const to = await addDestination(app, server.destination({ folder: '/prints/3d/' }));
    const { id } = await upload(app, done.id, to);
    const sent = await whenUpload(app, { id, timelapse_id: done.id }, 'done');
    expect(sent).toMatchObject({
      remote_name: 'Benchy (2).mp4',
      bytes: bytes.length,
      sha256: sum(bytes),
      checked_by: kind === 'S3' ? 'checksum' : 'read_back',
      reason_code: null,
      destination_name: to.name,
      timelapse_title: 'Benchy',
    });
    const files = await server.files();
    expect(Object.keys(files).toSorted()).toEqual(['prints/3d/Benchy (2).mp4', 'prints/3d/Benchy.mp4']);
    expect(files['prints/3d/Benchy (2).mp4']!.equals(bytes)).toBe(true);
    expect(files['prints/3d/Benchy.mp4']!.toString()).toBe("somebody's own");
    expect(await server.leftOvers()).toEqual([]);
    const progress = app.live.all('upload.changed').map(({ progress_percent: percent }) => percent);
    expect(progress.at(-1)).toBe(null);
    expect(app.live.all('upload.changed').map(({ state }) => state)).toEqual(
      expect.arrayContaining(['waiting', 'sending', 'done']),
    );
  });

  it('is sent once, and again when there is another video [keep 4]', async () => {
    const server = await start();
    const line = await FaultyLine.start(server.port);
    const { app, done, bytes } = await startWithBytes();
    const to = await addDestination(app, server.destination({}, line.port));
    await whenUpload(app, await upload(app, done.id, to), 'done');
    const requests = line.count(SENDS_VIDEO);
    await whenUpload(app, await upload(app, done.id, to), 'done');
    // The same bytes, rendered again.
    await writeFile((await render(app, done)).output_video_path!, bytes);
    await whenUpload(app, await upload(app, done.id, to), 'done');
    expect(line.count(SENDS_VIDEO)).toBe(requests);
    const other = randomBytes(PART + 10);
    await writeFile((await render(app, done)).output_video_path!, other);
    const again = await whenUpload(app, await upload(app, done.id, to), 'done');
    expect(again.remote_name).toBe('Benchy (2).mp4');
    const files = await server.files();
    expect(Object.keys(files).toSorted()).toEqual(['Benchy (2).mp4', 'Benchy.mp4']);
    expect([files['Benchy.mp4']!.equals(bytes), files['Benchy (2).mp4']!.equals(other)]).toEqual([
      true,
      true,
    ]);
    const [destination] = await app.get<WireDestination[]>('/destinations');
    expect(destination).toMatchObject({ done_count: 3, waiting_count: 0, failed_count: 0 });
  });

  it('goes on after a broken line [keep 4]', async () => {
    const server = await start();
    const line = await FaultyLine.start(server.port);
    const { app, done, bytes } = await startWithBytes(undefined, SOON);
    const to = await addDestination(app, server.destination({}, line.port));
    const third = kind === 'S3' ? /partNumber=3/ : SENDS_VIDEO;
    line.break({ fits: third, cutAfter: PART / 2 });
    line.break({ fits: third, cutAfter: 0 });
    const asked = await upload(app, done.id, to);
    const sent = await whenUpload(app, asked, 'done');
    expect(sent).toMatchObject({ tries: 0, reason: null });
    expect((await server.files())['Benchy.mp4']!.equals(bytes)).toBe(true);
    const waited = app.live
      .all('upload.changed')
      .filter(({ state, tries }) => state === 'waiting' && tries > 0);
    expect(waited.map(({ tries }) => tries)).toEqual([1, 2]);
    expect(waited[0]).toMatchObject({ reason_code: 'connection_lost', next_try_at: expect.any(String) });
    // What had arrived is not sent again.
    if (kind === 'S3') expect([line.count(/partNumber=1/), line.count(/partNumber=2/)]).toEqual([1, 1]);
    expect(await server.leftOvers()).toEqual([]);
  });

  it('that arrives as something else is never shown there [keep 4]', async () => {
    const server = await start();
    const line = await FaultyLine.start(server.port);
    const { app, done, bytes } = await startWithBytes(undefined, SOON);
    const to = await addDestination(app, server.destination({}, line.port));
    line.break({ fits: SENDS_VIDEO, changeAt: 100_000, always: true });
    const asked = await upload(app, done.id, to);
    const failed = await whenUpload(app, asked, 'failed');
    expect(failed).toMatchObject({ reason_code: 'corrupted', tries: 3, remote_name: null, checked_by: null });
    expect(failed.reason).toContain('checksum differs');
    expect(await server.files()).toEqual({});
    line.mend();
    await whenUpload(app, await upload(app, done.id, to), 'done');
    expect((await server.files())['Benchy.mp4']!.equals(bytes)).toBe(true);
  });

  it('says that the server is full, and goes on when the destination is saved [keep 4]', async () => {
    const server = await start();
    const line = await FaultyLine.start(server.port);
    const { app, done } = await startWithBytes();
    const values = server.destination({}, line.port);
    const to = await addDestination(app, values);
    const full =
      kind === 'S3'
        ? rawAnswer('400 Bad Request', {}, '<Error><Code>QuotaExceeded</Code><Message>No</Message></Error>')
        : rawAnswer('507 Insufficient Storage');
    line.break({ fits: SENDS_VIDEO, answer: full });
    const asked = await upload(app, done.id, to);
    const failed = await whenUpload(app, asked, 'failed');
    expect(failed).toMatchObject({ reason_code: 'full' });
    expect(failed.reason).toContain('Free some space there');
    const { secret: _, ...unchanged } = values;
    expect((await app.request('PUT', `/destinations/${to.id}`, unchanged)).status).toBe(200);
    await whenUpload(app, asked, 'done');
  });

  it('with a secret that is not valid anymore waits for another one [keep 4]', async () => {
    const server = await start();
    const { app, done } = await startWithBytes();
    const values = server.destination();
    const to = await addDestination(app, values);
    server.revoke();
    const asked = await upload(app, done.id, to);
    expect(await whenUpload(app, asked, 'failed')).toMatchObject({ reason_code: 'refused' });
    const test = await app.request('POST', `/destinations/${to.id}/test`);
    expect(await test.json()).toMatchObject({ is_ok: false, reason_code: 'refused' });
    server.allow();
    await app.request('PUT', `/destinations/${to.id}`, values);
    await whenUpload(app, asked, 'done');
  });

  it('that is cancelled leaves nothing there, and is not sent again by itself [keep 4]', async () => {
    const server = await start();
    const line = await FaultyLine.start(server.port);
    const { app, done } = await startWithBytes();
    const to = await addDestination(app, server.destination({ sends: 'all' }, line.port));
    const last = kind === 'S3' ? /partNumber=2/ : SENDS_VIDEO;
    line.break({ fits: last, stopAfter: PART / 2 });
    const asked = await upload(app, done.id, to);
    await waitFor('the last part', () => line.count(last) > 0);
    const path = `/timelapses/${done.id}/uploads/${asked.id}`;
    expect((await app.request('DELETE', path)).status).toBe(204);
    await whenUpload(app, asked, 'cancelled');
    await waitFor('nothing left', () => isTakenBack(server, line));
    expect(await server.files()).toEqual({});
    // Whatever wakes the queue.
    await app.request('PATCH', `/timelapses/${done.id}/pin`, { pinned: true });
    await whenUpload(app, asked, 'cancelled');
    expect(await app.get<WireUpload[]>('/uploads?state=cancelled')).toHaveLength(1);
  });

  it('does not carry the secret to where it is redirected [keep 4]', async () => {
    const server = await start();
    const heard: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      heard.push(request.headers.authorization);
      response.end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanUp(async () => other.close());
    const line = await FaultyLine.start(server.port);
    const location = `http://localhost:${(other.address() as AddressInfo).port}/`;
    line.break({ fits: /./, answer: rawAnswer('307 Temporary Redirect', { location }), always: true });
    const { app, done } = await startWithBytes();
    const to = await addDestination(app, server.destination({}, line.port));
    const failed = await whenUpload(app, await upload(app, done.id, to), 'failed');
    expect(failed).toMatchObject({ reason_code: 'redirected', detail: expect.stringContaining(location) });
    expect(heard).toEqual([]);
  });

  it('goes to a destination that was tried out, which leaves nothing there [keep 4]', async () => {
    const server = await start();
    const { app } = await startWithBytes();
    const to = await addDestination(app, server.destination({ folder: 'a/b' }));
    const test = await app.request('POST', `/destinations/${to.id}/test`);
    const works: WireDestinationTest = {
      ...{ is_ok: true, reason_code: null, reason: null, detail: null, left_behind: null },
    };
    expect(await test.json()).toEqual(works);
    expect(await server.files()).toEqual({});
  });

  it('ends with its timelapse, and takes back what was sent of it [keep 4]', async () => {
    const server = await start();
    const line = await FaultyLine.start(server.port);
    const { app, done } = await startWithBytes();
    const to = await addDestination(app, server.destination({}, line.port));
    const last = kind === 'S3' ? /partNumber=2/ : SENDS_VIDEO;
    line.break({ fits: last, stopAfter: PART / 2 });
    const asked = await upload(app, done.id, to);
    await waitFor('the last part', () => line.count(last) > 0);
    await app.request('DELETE', `/timelapses/${done.id}`);
    await app.live.waitForEvent('upload.deleted', ({ id }) => id === asked.id);
    expect(await app.get<WireUpload[]>('/uploads')).toEqual([]);
    expect(await server.files()).toEqual({});
    expect(await isTakenBack(server, line)).toBe(true);
  });
});

it('uploads of a timelapse come back with it from the trash, the cancelled one as such', async () => {
  const server = await startS3();
  const line = await FaultyLine.start(server.port);
  const { app, found } = await startWithFolders(['Benchy'], { timelapse_trash_days: 7 });
  line.break({ fits: /^PUT/, stopAfter: 1000, always: true });
  const all = await addDestination(app, server.destination({ sends: 'all', folder: 'all' }, line.port));
  const other = await addDestination(app, server.destination({ name: 'Other', folder: 'other' }, line.port));
  const done = await render(app, found[0]!);
  const [cancelled] = await waitFor('the automatic one', async () => {
    const uploads = await app.get<WireUpload[]>('/uploads?state=sending');
    return uploads.length === 1 && uploads;
  });
  expect(cancelled!.destination_id).toBe(all.id);
  await app.request('DELETE', `/timelapses/${done.id}/uploads/${cancelled!.id}`);
  const asked = await upload(app, done.id, other);
  await whenUpload(app, asked, 'sending');
  await app.request('DELETE', `/timelapses/${done.id}`);
  for (const { id } of [cancelled!, asked])
    await app.live.waitForEvent('upload.deleted', (event) => event.id === id);
  expect(await app.get<WireUpload[]>('/uploads')).toEqual([]);
  const counts = await app.get<WireDestination[]>('/destinations');
  expect(counts.map(({ waiting_count: waiting }) => waiting)).toEqual([0, 0]);
  line.mend();
  expect((await app.request('POST', `/trash/${done.id}/restore`)).status).toBe(200);
  await whenUpload(app, asked, 'done');
  await whenUpload(app, cancelled!, 'cancelled');
  expect(await app.get<WireUpload[]>('/uploads')).toHaveLength(2);
  expect(Object.keys(await server.files())).toEqual(['other/Benchy.mp4']);
});

describe('what a destination takes automatically', () => {
  it('is each video made from now on, or each that is pinned [keep 4]', async () => {
    const server = await startS3();
    const { app, done } = await startWithBytes();
    await addDestination(app, server.destination({ sends: 'all', folder: 'all' }));
    await addDestination(app, server.destination({ sends: 'pinned', folder: 'pinned', name: 'Best' }));
    await addDestination(app, server.destination({ sends: 'by_rule', folder: 'rule', name: 'Rule' }));
    await app.request('PATCH', `/timelapses/${done.id}/pin`, { pinned: true });
    await waitFor('the pinned one', async () => Object.keys(await server.files()).length === 1);
    expect(Object.keys(await server.files())).toEqual(['pinned/Benchy.mp4']);
    await render(app, done);
    await waitFor('the new one', async () => Object.keys(await server.files()).length === 3);
    expect(Object.keys(await server.files()).toSorted()).toEqual([
      'all/Benchy.mp4',
      'pinned/Benchy (2).mp4',
      'pinned/Benchy.mp4',
    ]);
  });
});

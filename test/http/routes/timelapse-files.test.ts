import { chmod, readFile, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolders, type TestApp } from '../../helpers/start-app.ts';
import { jsonOf, rawRequest } from '../../helpers/raw-request.ts';
import { startWithFolders, startWithVideo } from '../../helpers/with-video.ts';

/** Asks for a file of a timelapse. A plain client: `fetch` adds cache headers of its own. */
function ask(app: TestApp, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return rawRequest(app.app.port, { method, path: `/api/v1/timelapses/${path}`, headers });
}

/** An app with a finished video, how to ask for it, and its bytes. */
async function start() {
  const { app, done } = await startWithVideo('Benchy');
  const bytes = await readFile(done.output_video_path!);
  const askVideo = (headers?: Record<string, string>, method?: string) =>
    ask(app, `${done.id}/video`, headers, method);
  return { app, done, bytes, askVideo, size: bytes.length };
}

describe('GET /timelapses/{id}/video', () => {
  it('is the whole video, to be played in the page', async () => {
    const { askVideo, bytes, size } = await start();
    const answer = await askVideo();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(size),
      'content-disposition': 'inline',
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]+"$/),
    });
    expect(answer.bytes.equals(bytes)).toBe(true);
  });

  it('is answered without its bytes to HEAD, with and without a range', async () => {
    const { askVideo, size } = await start();
    const whole = await askVideo({}, 'HEAD');
    expect([whole.status, whole.headers['content-length'], whole.bytes.length]).toEqual([
      200,
      String(size),
      0,
    ]);
    const part = await askVideo({ range: 'bytes=0-99' }, 'HEAD');
    expect([part.status, part.headers['content-range'], part.bytes.length]).toEqual([
      206,
      `bytes 0-99/${size}`,
      0,
    ]);
  });

  it.each([
    ['bytes=0-0', (size: number) => [0, 0, size]],
    ['bytes=0-99', (size: number) => [0, 99, size]],
    ['bytes=100-199', (size: number) => [100, 199, size]],
    ['bytes=100-999999999', (size: number) => [100, size - 1, size]],
    ['bytes=100-', (size: number) => [100, size - 1, size]],
    ['bytes=-50', (size: number) => [size - 50, size - 1, size]],
    ['bytes=-999999999', (size: number) => [0, size - 1, size]],
  ] as const)('answers the range %s exactly', async (range, expected) => {
    const { askVideo, bytes, size } = await start();
    const [from, to, of] = expected(size) as [number, number, number];
    const answer = await askVideo({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${from}-${to}/${of}`);
    expect(answer.headers['content-length']).toBe(String(to - from + 1));
    expect(answer.bytes.equals(bytes.subarray(from, to + 1))).toBe(true);
  });

  it('is whole when the range makes no sense, or asks for several parts', async () => {
    const { askVideo, size } = await start();
    for (const range of ['bytes=', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,5-9', 'nonsense']) {
      const answer = await askVideo({ range });
      expect([range, answer.status, answer.bytes.length]).toEqual([range, 200, size]);
    }
  });

  it('refuses a range beyond its end, and says how long it is', async () => {
    const { askVideo, size } = await start();
    for (const range of [`bytes=${size}-`, `bytes=${size}-${size + 5}`, 'bytes=999999999999-']) {
      const answer = await askVideo({ range });
      expect(answer.status).toBe(416);
      expect(answer.headers['content-range']).toBe(`bytes */${size}`);
      expect(answer.headers.etag).toBeUndefined();
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'range_not_satisfiable' } });
    }
  });

  it('gives the part asked for by If-Range only of the same video', async () => {
    const { askVideo, size } = await start();
    const etag = (await askVideo({}, 'HEAD')).headers.etag!;
    expect((await askVideo({ range: 'bytes=5-9', 'if-range': etag })).status).toBe(206);
    const other = await askVideo({ range: 'bytes=5-9', 'if-range': '"another"' });
    expect([other.status, other.bytes.length]).toEqual([200, size]);
  });

  it('is not sent again to one who has it', async () => {
    const { askVideo } = await start();
    const etag = (await askVideo({}, 'HEAD')).headers.etag!;
    const answer = await askVideo({ 'if-none-match': etag });
    expect([answer.status, answer.headers.etag, answer.bytes.length]).toEqual([304, etag, 0]);
    expect((await askVideo({ 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('has another tag when the file is another', async () => {
    const { askVideo, done, bytes } = await start();
    const before = (await askVideo({}, 'HEAD')).headers.etag!;
    await utimes(done.output_video_path!, new Date(), new Date(Date.now() + 5000));
    const later = (await askVideo({}, 'HEAD')).headers.etag;
    await writeFile(done.output_video_path!, Buffer.concat([bytes, Buffer.alloc(1)]));
    const longer = (await askVideo({}, 'HEAD')).headers.etag;
    expect(new Set([before, later, longer]).size).toBe(3);
    expect((await askVideo({ 'if-none-match': before })).status).toBe(200);
  });

  it('is refused to one who wants another one', async () => {
    const { askVideo } = await start();
    const answer = await askVideo({ 'if-match': '"another"' });
    expect(answer.status).toBe(412);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'precondition_failed' } });
  });

  it('is not there before the first render', async () => {
    const { app, found } = await startWithFolders(['one']);
    for (const file of ['video', 'poster']) {
      const answer = await ask(app, `${found[0]!.id}/${file}`);
      expect(answer.status).toBe(404);
      expect(jsonOf(answer)).toMatchObject({
        error: { code: 'not_found', detail: { status: 'discovered' } },
      });
    }
  });
});

describe('a download', () => {
  it.each(['Benchy', 'Größe "XL" 🖨️ 層', "it's 100% ; a=b", 'back\\slash'])(
    'of %s gets its own name',
    async (name) => {
      const { app, done } = await startWithVideo(name);
      const answer = await ask(app, `${done.id}/video?download=true`);
      expect(answer.status).toBe(200);
      const disposition = String(answer.headers['content-disposition']);
      const extended = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
      const plain = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;"]+))/.exec(disposition);
      const read = extended
        ? decodeURIComponent(extended)
        : (plain?.[1]?.replaceAll(/\\(.)/g, '$1') ?? plain?.[2]);
      expect(disposition).toMatch(/^attachment; /);
      expect(read).toBe(`${name}.mp4`);
    },
  );
});

describe('a video that someone has removed', () => {
  it('is a 404, and the record says so', async () => {
    const { app, done, askVideo, bytes } = await start();
    await unlink(done.output_video_path!);
    const answer = await askVideo({ range: 'bytes=0-' });
    expect(answer.status).toBe(404);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'not_found' } });
    expect(await app.one(done.id)).toMatchObject({ status: 'completed', video_exists: false });
    expect(await app.get('/timelapses/stats')).toMatchObject({ total_videos: 0 });
    await app.live.waitForEvent(
      'timelapse.updated',
      (reported) => reported.id === done.id && !reported.video_exists,
    );
    await writeFile(done.output_video_path!, bytes);
    expect((await askVideo()).status).toBe(200);
    expect(await app.one(done.id)).toMatchObject({ video_exists: true });
  });
});

describe('a video of more than 4 MB', () => {
  it('is given in slices to one who asks for the rest, each small enough for ingress', async () => {
    const { data } = await makeFolders();
    const path = join(data, 'noise.sh');
    const raw = '-f rawvideo -pix_fmt yuv420p -s 640x480 -r 25 -i /dev/urandom -frames:v 20';
    await writeFile(
      path,
      `#!/bin/sh\nexec ffmpeg -y ${raw} -c:v libx264 -preset ultrafast -qp 8 "file:$2"\n`,
    );
    await chmod(path, 0o755);
    const { app, done } = await startWithVideo('noise', { timelapse_flickerfree_path: path });
    const bytes = await readFile(done.output_video_path!);
    expect(bytes.length).toBeGreaterThan(4_194_304);
    const parts: Buffer[] = [];
    for (let from = 0; from < bytes.length;) {
      const answer = await ask(app, `${done.id}/video`, { range: `bytes=${from}-` });
      const part = answer.bytes;
      expect(answer.status).toBe(206);
      expect(answer.headers['content-range']).toBe(`bytes ${from}-${from + part.length - 1}/${bytes.length}`);
      expect(answer.headers['content-length']).toBe(String(part.length));
      expect(part.length).toBeLessThan(4_194_000);
      parts.push(part);
      from += part.length;
    }
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    const exact = await ask(app, `${done.id}/video`, { range: `bytes=0-${bytes.length - 1}` });
    expect(exact.bytes.equals(bytes)).toBe(true);
  });
});

describe('GET /timelapses/{id}/poster', () => {
  it('is a JPEG, sent once', async () => {
    const { app, done } = await start();
    const answer = await ask(app, `${done.id}/poster`);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/jpeg']);
    const bytes = answer.bytes;
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const again = await ask(app, `${done.id}/poster`, { 'if-none-match': answer.headers.etag! });
    expect(again.status).toBe(304);
  });

  it('that someone has removed is a 404, which says nothing of the video', async () => {
    const { app, done } = await start();
    await unlink(join(app.folders.data, 'posters', `${done.id}.jpg`));
    expect((await ask(app, `${done.id}/poster`)).status).toBe(404);
    expect(await app.one(done.id)).toMatchObject({ video_exists: true });
  });
});

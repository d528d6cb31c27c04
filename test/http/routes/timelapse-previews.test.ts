import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Overrides } from '../../../src/app.ts';
import { PREVIEW_COLUMNS, PREVIEW_ROWS, PREVIEW_TILE_WIDTH } from '../../../src/shared/preview-grid.ts';
import type { WireTimelapse } from '../../../src/shared/timelapse.ts';
import { frameName, writeGreyFrame } from '../../fixtures/make-frames.ts';
import { makeSecretVideo, PLAYLISTS } from '../../fixtures/playlists.ts';
import { decodePicture, type Picture } from '../../helpers/decode-picture.ts';
import { chunk, joined, withChunks, withSegment } from '../../helpers/odd-pictures.ts';
import { jsonOf, rawRequest } from '../../helpers/raw-request.ts';
import {
  makeFolders,
  makeOld,
  startTestApp,
  type TestApp,
  type TestOptions,
} from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { childrenWith, watchFfmpeg } from '../../helpers/watched-ffmpeg.ts';
import { BY_HAND, render } from '../../helpers/with-video.ts';

const TILES = PREVIEW_COLUMNS * PREVIEW_ROWS;

/** Starts the app on one image folder that `fill` puts frames into. */
async function startWith(
  fill: (folder: string) => Promise<unknown>,
  { name = 'Benchy', ...options }: TestOptions & { name?: string } = {},
  overrides: Overrides = {},
): Promise<{ app: TestApp; found: WireTimelapse; folder: string }> {
  const folders = await makeFolders();
  const folder = join(folders.source, name);
  await mkdir(folder);
  await fill(folder);
  const app = await startTestApp({ ...BY_HAND, ...options }, { folders, ...overrides });
  return { app, folder, found: await app.waitForStatus(name, 'discovered') };
}

/** Fills a folder with grey frames of these levels. */
function grey(levels: readonly number[], width = 64, height = 48) {
  return async (folder: string): Promise<void> => {
    for (const [index, level] of levels.entries())
      await writeGreyFrame(join(folder, frameName(index + 1)), level, width, height);
  };
}

/** Writes a picture with much in it. */
async function drawnFrame(path: string): Promise<void> {
  const args = ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'testsrc2=s=640x480', '-frames:v', '1'];
  execFileSync('ffmpeg', [...args, '-update', '1', path]);
}

function ask(app: TestApp, path: string, headers: Record<string, string> = {}) {
  return rawRequest(app.app.port, { path: `/api/v1/timelapses/${path}`, headers });
}

async function askPicture(app: TestApp, path: string): Promise<Picture> {
  const answer = await ask(app, path);
  if (answer.status !== 200) throw new Error(answer.bytes.toString());
  expect(answer.headers['content-type']).toBe('image/jpeg');
  return decodePicture(answer.bytes);
}

/** Mean green of the whole picture, which for a grey one is its level. */
function levelOf(picture: Picture): number {
  return picture.mean(0, 0, picture.width, picture.height)[1];
}

/** Level of each tile's middle. */
function tileLevels(sheet: Picture): number[] {
  const height = sheet.height / PREVIEW_ROWS;
  return Array.from({ length: TILES }, (_, tile) => {
    const x = (tile % PREVIEW_COLUMNS) * PREVIEW_TILE_WIDTH;
    const y = Math.floor(tile / PREVIEW_COLUMNS) * height;
    return sheet.mean(x + 20, y + 20, PREVIEW_TILE_WIDTH - 40, height - 40)[1];
  });
}

function expectLevels(actual: readonly number[], expected: readonly number[], off = 5): void {
  const wrong = actual.flatMap((level, index) =>
    Math.abs(level - expected[index]!) > off ? [`${index}: ${level} for ${expected[index]}`] : [],
  );
  expect(wrong).toEqual([]);
}

/** Files below a folder, with their sizes. */
async function filesIn(folder: string): Promise<number[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const all = await Promise.all(names.map((name) => stat(join(folder, name))));
  return all.filter((each) => each.isFile()).map((each) => each.size);
}

const sheetsOf = (app: TestApp, id: string): string => join(app.folders.data, 'previews', 'sheets', id);
const framesOf = (app: TestApp, id: string): string => join(app.folders.data, 'previews', 'frames', id);

describe('GET /timelapses/{id}/preview', () => {
  it('shows the whole video evenly, tile by tile', async () => {
    const { app, found } = await startWith(async (folder) => {
      const grey = 'nullsrc=s=160x90,geq=lum=N*2+30:cb=128:cr=128';
      const args = ['-v', 'error', '-f', 'lavfi', '-i', grey, '-frames:v', '96', '-q:v', '2'];
      execFileSync('ffmpeg', [...args, join(folder, 'f%03d.jpg')]);
    });
    const done = await render(app, found);
    const sheet = await askPicture(app, `${done.id}/preview`);
    expect([sheet.width, sheet.height]).toEqual([1920, 6 * 136]);
    const levels = tileLevels(sheet);
    // Two frames share a tile; a frame's value was written in limited range.
    const video = Array.from({ length: TILES }, (_, tile) => ((4 * tile + 31 - 16) * 255) / 219);
    expectLevels(levels, video, 6);
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
  });

  it.each([
    ['four frames', [40, 90, 140, 190]],
    ['one frame', [120]],
    ['five frames', [30, 80, 130, 180, 230]],
  ])('has all tiles of a video with %s', async (_, frames) => {
    const { app, found } = await startWith(grey(frames));
    const done = await render(app, found);
    const sheet = await askPicture(app, `${done.id}/preview`);
    expect([sheet.width, sheet.height]).toEqual([1920, 6 * 180]);
    const tiles = Array.from(
      { length: TILES },
      (_, tile) => frames[Math.floor(((tile + 0.49) * frames.length) / TILES)]!,
    );
    expectLevels(tileLevels(sheet), tiles);
  });

  it('keeps the colours of the video', async () => {
    const { app, found } = await startWith(
      async (folder) => {
        const args = ['-v', 'error', '-f', 'lavfi', '-i', 'color=c=0x20A040:s=64x48', '-frames:v', '3'];
        execFileSync('ffmpeg', [...args, join(folder, 'f%d.png')]);
      },
      { timelapse_flickerfree_path: '' },
    );
    const done = await render(app, found);
    const sheet = await askPicture(app, `${done.id}/preview`);
    const [red, green, blue] = sheet.mean(10, 10, 200, 100);
    expectLevels([red, green, blue], [0x20, 0xa0, 0x40], 8);
  });

  it('is made once, and sent once to one who has it', async () => {
    const ffmpeg = await watchFfmpeg();
    const { app, found } = await startWith(grey([40, 90]));
    const done = await render(app, found);
    const first = await ask(app, `${done.id}/preview`);
    expect(first.headers).toMatchObject({
      'cache-control': 'no-cache',
      etag: expect.stringMatching(/^"[\w-]+"$/),
    });
    const again = await ask(app, `${done.id}/preview`, { 'if-none-match': first.headers.etag! });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    expect((await ask(app, `${done.id}/preview`)).bytes.equals(first.bytes)).toBe(true);
    expect(await ffmpeg.started()).toHaveLength(1);
  });

  it('is another after another render, and the earlier one is gone [1.32]', async () => {
    const { app, found, folder } = await startWith(grey([40, 90]));
    const done = await render(app, found);
    const before = await ask(app, `${done.id}/preview`);
    // The others stay, or a scan in between would find another print.
    await writeGreyFrame(join(folder, frameName(0)), 200);
    await app.scan();
    await app.request('POST', `/timelapses/${done.id}/process`);
    await app.live.waitForEvent(
      'timelapse.completed',
      (reported) => reported.processing_completed_at !== done.processing_completed_at,
    );
    await waitFor(
      'the earlier sheet to go',
      async () => (await filesIn(sheetsOf(app, done.id))).length === 0,
    );
    const after = await ask(app, `${done.id}/preview`, { 'if-none-match': before.headers.etag! });
    expect(after.status).toBe(200);
    expectLevels(tileLevels(decodePicture(after.bytes)).slice(0, 1), [200]);
    expect(await filesIn(sheetsOf(app, done.id))).toHaveLength(1);
  });

  it('is not there before the first render', async () => {
    const { app, found } = await startWith(grey([40]));
    const answer = await ask(app, `${found.id}/preview`);
    expect(answer.status).toBe(404);
    expect(jsonOf(answer)).toMatchObject({ error: { code: 'not_found', detail: { status: 'discovered' } } });
    expect((await ask(app, 'nobody/preview')).status).toBe(404);
  });

  it('is a 404 with the reason while the video is broken or gone, and comes when it is back', async () => {
    const { app, found } = await startWith(grey([40, 90]));
    const done = await render(app, found);
    const video = await readFile(done.output_video_path!);
    for (const harm of [
      () => writeFile(done.output_video_path!, 'no video'),
      () => unlink(done.output_video_path!),
    ]) {
      await harm();
      const answer = await ask(app, `${done.id}/preview`);
      expect(answer.status).toBe(404);
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'unreadable_video' } });
      expect(answer.bytes.toString()).not.toContain(app.folders.data);
    }
    expect(await filesIn(sheetsOf(app, done.id))).toEqual([]);
    await writeFile(done.output_video_path!, video);
    expect((await ask(app, `${done.id}/preview`)).status).toBe(200);
  });

  it('outlives a restart, and leaves with its timelapse', async () => {
    const { app, found } = await startWith(grey([40, 90]));
    const done = await render(app, found);
    const first = await ask(app, `${done.id}/preview`);
    await ask(app, `${done.id}/frames/1`);
    await app.stop();
    const ffmpeg = await watchFfmpeg();
    const next = await startTestApp(BY_HAND, { folders: app.folders });
    expect((await ask(next, `${done.id}/preview`)).headers.etag).toBe(first.headers.etag);
    expect(await ffmpeg.started()).toEqual([]);
    expect((await next.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    await waitFor('its pictures to go', async () => {
      const left = await Promise.all(
        [sheetsOf(next, done.id), framesOf(next, done.id)].map((path) => stat(path).catch(() => null)),
      );
      return left.every((each) => each === null);
    });
    expect((await ask(next, `${done.id}/preview`)).status).toBe(404);
  });
});

describe('GET /timelapses/{id}/frames/{n}', () => {
  it('is the n-th frame in natural order', async () => {
    const { app, found } = await startWith(async (folder) => {
      await writeGreyFrame(join(folder, 'img10.jpg'), 200);
      await writeGreyFrame(join(folder, 'img2.jpg'), 120);
      await writeGreyFrame(join(folder, 'IMG1.JPG'), 40);
      await writeFile(join(folder, 'img0.jpg'), '');
      await writeFile(join(folder, 'notes.txt'), 'no frame');
    });
    const levels = [];
    for (const n of [1, 2, 3]) levels.push(levelOf(await askPicture(app, `${found.id}/frames/${n}`)));
    expectLevels(levels, [40, 120, 200]);
    for (const n of [4, 999_999_999]) {
      const beyond = await ask(app, `${found.id}/frames/${n}`);
      expect(beyond.status).toBe(404);
      expect(jsonOf(beyond)).toMatchObject({ error: { code: 'not_found', detail: { frames: 3 } } });
    }
  });

  it('finds a frame that has just come', async () => {
    const { app, found, folder } = await startWith(grey([40, 80]), { timelapse_scan_interval: 3600 });
    expect((await ask(app, `${found.id}/frames/3`)).status).toBe(404);
    await writeGreyFrame(join(folder, frameName(3)), 160);
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/3`))], [160]);
  });

  it.each([
    [1280, 720, 480, 270],
    [481, 300, 480, 300],
    [300, 200, 300, 200],
    [33, 21, 33, 22],
    [200, 4000, 200, 960],
  ])('is at most 480 wide: %i × %i becomes %i × %i', async (width, height, smallWidth, smallHeight) => {
    const { app, found } = await startWith(grey([90], width, height));
    const picture = await askPicture(app, `${found.id}/frames/1`);
    expect([picture.width, picture.height]).toEqual([smallWidth, smallHeight]);
  });

  it('stands upright as EXIF says', async () => {
    const { app, found } = await startWith(async (folder) => {
      const path = join(folder, 'f.jpg');
      const halves = 'color=white:s=80x120[a];color=black:s=80x120[b];[a][b]hstack';
      execFileSync('ffmpeg', ['-v', 'error', '-filter_complex', halves, '-frames:v', '1', path]);
      const jpeg = await readFile(path);
      // One entry, little-endian: orientation 6, the camera was turned a quarter.
      const tiff = Buffer.from('49492a00080000000100120103000100000006000000' + '00000000', 'hex');
      const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
      const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
      await writeFile(path, Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]));
    });
    const picture = await askPicture(app, `${found.id}/frames/1`);
    expect([picture.width, picture.height]).toEqual([120, 160]);
    expectLevels([picture.mean(10, 5, 100, 60)[1], picture.mean(10, 95, 100, 60)[1]], [255, 0]);
  });

  it('refuses what is no number', async () => {
    const { app, found } = await startWith(grey([40]));
    const odd = ['0', '-1', '1.5', '01', '1e3', 'abc', 'LATEST', '..%2F..%2Fetc%2Fpasswd', '%00', '%0A1'];
    for (const n of [...odd, '1%0A', '9'.repeat(40)]) {
      const answer = await ask(app, `${found.id}/frames/${n}`);
      expect([n, answer.status]).toEqual([n, 400]);
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'invalid_request', detail: { field: 'n' } } });
    }
  });

  it('shows what the engine can render: a damaged profile and a missing end do not matter [1.12, 1.13]', async () => {
    const turned = joined('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0');
    const { app, found } = await startWith(async (folder) => {
      const at = (name: string) => join(folder, name);
      for (const name of ['1.png', '2.jpg', '3.png']) await drawnFrame(at(name));
      const [png, jpeg] = [await readFile(at('1.png')), await readFile(at('2.jpg'))];
      const damaged = chunk('iCCP', joined('bad\0\0', Buffer.from(turned)));
      await writeFile(at('1.png'), withChunks(png, damaged));
      await writeFile(at('2.jpg'), withSegment(jpeg.subarray(0, -2), 0xe1, turned));
    });
    const [damaged, upright, whole] = [
      await askPicture(app, `${found.id}/frames/1`),
      await askPicture(app, `${found.id}/frames/2`),
      await askPicture(app, `${found.id}/frames/3`),
    ];
    expect([damaged.width, damaged.height]).toEqual([480, 360]);
    const corner = (picture: Picture) => picture.mean(40, 40, 60, 60);
    for (const [at, level] of corner(damaged).entries()) expect(level).toBeCloseTo(corner(whole)[at]!, 0);
    expect([upright.width, upright.height]).toEqual([480, 640]);
    const asked = await app.request('POST', `/timelapses/${found.id}/recipe/preview?frame=1`, { rotate: 90 });
    const recipe = await decodePicture(Buffer.from(await asked.arrayBuffer()));
    expect([recipe.width, recipe.height]).toEqual([480, 640]);
    const kept = await readdir(join(app.folders.data, 'previews', 'frames', found.id));
    expect(kept.filter((name) => !/^[0-9a-f]+\.jpg$/.test(name))).toEqual([]);
  });

  it('says which frame is broken, and shows the others', async () => {
    const { app, found, folder } = await startWith(async (path) => {
      await grey([40])(path);
      await writeFile(join(path, frameName(2)), 'this is no picture');
      await drawnFrame(join(path, frameName(3)));
      const whole = await readFile(join(path, frameName(3)));
      await writeFile(join(path, frameName(3)), whole.subarray(0, whole.length >> 1));
    });
    for (const n of [2, 3]) {
      const answer = await ask(app, `${found.id}/frames/${n}`);
      expect(answer.status).toBe(404);
      expect(jsonOf(answer)).toMatchObject({
        error: { code: 'unreadable_frame', detail: { frame: frameName(n) } },
      });
    }
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/1`))], [40]);
    expect(await filesIn(framesOf(app, found.id))).toHaveLength(1);
    await writeGreyFrame(join(folder, frameName(2)), 80);
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/2`))], [80]);
  });

  it('is a 404 when the frames are gone', async () => {
    const { app, found, folder } = await startWith(grey([40, 80]));
    // A source folder without any would be one that is not mounted.
    await mkdir(join(folder, '..', 'Other'));
    await app.scan();
    await rm(folder, { recursive: true });
    for (const n of ['1', 'latest']) {
      const answer = await ask(app, `${found.id}/frames/${n}`);
      expect([answer.status, jsonOf(answer)]).toMatchObject([404, { error: { code: 'source_missing' } }]);
    }
  });

  it.each([
    'frame_%04d.jpg',
    '%d.jpg',
    "it's [a] *? {b}.jpg",
    '-i.jpg',
    'Größe 層 🖨️.jpg',
    'two\nlines.jpg',
    'back\\slash.jpg',
  ])('reads the file of the name %j and no other', async (name) => {
    const { app, found } = await startWith(
      async (folder) => {
        await grey([40, 80])(folder);
        await writeGreyFrame(join(folder, '1.jpg'), 80);
        await makeOld(1000, ...[frameName(1), frameName(2), '1.jpg'].map((each) => join(folder, each)));
        await writeGreyFrame(join(folder, name), 200);
      },
      { name: '100% [x] %d' },
    );
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/latest`))], [200]);
  });

  it('is a picture, and never what a playlist of that name leads to, nor gigabytes [1.17, 1.21]', async () => {
    const { app, found, folder } = await startWith(async (source) => {
      await drawnFrame(join(source, 'a.jpg'));
      for (const [index, { text }] of PLAYLISTS.entries())
        for (const extension of ['jpg', 'png', 'webp'])
          await writeFile(join(source, `b${index}.${extension}`), text(makeSecretVideo(source)));
      await copyFile(join(source, 'secret.ts'), join(source, 'c.jpg'));
      await copyFile(join(source, 'a.jpg'), join(source, 'd.jpg'));
      await truncate(join(source, 'd.jpg'), 3_200_000_000);
      await drawnFrame(join(source, 'pattern %03d [*].png'));
    });
    const frames = (await readdir(folder)).filter((name) => name !== 'secret.ts');
    expect(found.image_count).toBe(frames.length);
    const answers = [];
    for (let n = 1; n <= frames.length; n += 1) answers.push(await ask(app, `${found.id}/frames/${n}`));
    const shown = answers.map(({ status }) => status === 200);
    expect(shown).toEqual([true, ...Array<boolean>(frames.length - 2).fill(false), true]);
    for (const answer of answers.slice(1, -1))
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'unreadable_frame' } });
  });

  it('goes by the content where the extension lies', async () => {
    const { app, found } = await startWith(async (folder) => {
      await writeGreyFrame(join(folder, 'a.jpg'), 150);
      execFileSync('ffmpeg', ['-v', 'error', '-i', join(folder, 'a.jpg'), join(folder, 'b.png')]);
      await writeFile(join(folder, 'a.jpg'), await readFile(join(folder, 'b.png')));
    });
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/1`))], [150]);
  });
});

describe('GET /timelapses/{id}/frames/latest', () => {
  it('is the newest one, asked about each time, and sent when it is another', async () => {
    const { app, found, folder } = await startWith(async (path) => {
      await grey([40, 80])(path);
      await makeOld(100, join(path, frameName(1)));
    });
    const first = await ask(app, `${found.id}/frames/latest`);
    expect(first.headers).toMatchObject({
      'cache-control': 'no-cache',
      etag: expect.stringMatching(/^"\w+"$/),
    });
    expectLevels([levelOf(decodePicture(first.bytes))], [80]);
    const condition = { 'if-none-match': first.headers.etag! };
    expect((await ask(app, `${found.id}/frames/latest`, condition)).status).toBe(304);
    await writeGreyFrame(join(folder, frameName(3)), 160);
    const other = await waitFor('the new frame', async () => {
      const answer = await ask(app, `${found.id}/frames/latest`, condition);
      return answer.status === 200 && answer;
    });
    expectLevels([levelOf(decodePicture(other.bytes))], [160]);
    // The same picture under its number, without another ffmpeg.
    expect((await ask(app, `${found.id}/frames/3`)).headers.etag).toBe(other.headers.etag);
  });

  it('is the last of those written in the same moment', async () => {
    const { app, found } = await startWith(async (path) => {
      await grey([40, 80, 120])(path);
      await makeOld(50, ...[1, 2, 3].map((n) => join(path, frameName(n))));
    });
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/latest`))], [120]);
  });

  it('is the newest that is left when the one last seen is gone', async () => {
    const { app, found, folder } = await startWith(
      async (path) => {
        await grey([40, 80])(path);
        await makeOld(100, join(path, frameName(1)));
      },
      { timelapse_scan_interval: 3600 },
    );
    await unlink(join(folder, frameName(2)));
    expectLevels([levelOf(await askPicture(app, `${found.id}/frames/latest`))], [40]);
  });
});

describe('pictures asked for all at once', () => {
  const HUNDRED = Array.from({ length: 100 }, (_, index) => index + 1);

  const hundredFrames = async (folder: string): Promise<void> => {
    const args = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=160x120', '-frames:v', '100'];
    execFileSync('ffmpeg', [...args, join(folder, 'f%d.jpg')]);
  };

  it('are made by two ffmpegs at a time, with low priority', async () => {
    const ffmpeg = await watchFfmpeg({ hold: true });
    const { app, found } = await startWith(hundredFrames);
    let most = 0;
    let asked = true;
    const priorities = new Set<string>();
    const counting = (async () => {
      while (asked) {
        await sleep(25);
        const ids = await childrenWith('ffmpeg', 'previews');
        most = Math.max(most, ids.length);
        for (const id of ids) {
          const status = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
          if (status) priorities.add(status.slice(status.lastIndexOf(')')).split(' ')[17]!);
        }
      }
    })();
    const asking = Promise.all(HUNDRED.map((n) => ask(app, `${found.id}/frames/${n}`)));
    await waitFor('two of low priority', () => most >= 2 && priorities.has('15'));
    await ffmpeg.release();
    const answers = await asking;
    asked = false;
    await counting;
    expect(answers.map(({ status }) => status)).toEqual(HUNDRED.map(() => 200));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(100);
    expect(most).toBe(2);
  });

  it('are made once when all ask for the same', async () => {
    const ffmpeg = await watchFfmpeg({ hold: true });
    const { app, found } = await startWith(grey([40]));
    const asked = HUNDRED.map(() => ask(app, `${found.id}/frames/1`));
    await waitFor('the first ffmpeg', async () => (await ffmpeg.started()).length > 0);
    await ffmpeg.release();
    const answers = await Promise.all(asked);
    expect(answers.every(({ status, bytes }) => status === 200 && bytes.equals(answers[0]!.bytes))).toBe(
      true,
    );
    expect(await ffmpeg.started()).toHaveLength(1);
  });

  it('are made one at a time while a render is under way', async () => {
    const ffmpeg = await watchFfmpeg({ hold: true });
    const { app, found } = await startWith(grey([40, 80, 120, 160]), {
      timelapse_flickerfree_path: new URL('../../fixtures/engines/hang.sh', import.meta.url).pathname,
    });
    await app.request('POST', `/timelapses/${found.id}/process`);
    await app.waitForStatus('Benchy', 'processing');
    const asked = [1, 2, 3, 4].map((n) => ask(app, `${found.id}/frames/${n}`));
    await waitFor('an ffmpeg', async () => (await ffmpeg.started()).length > 0);
    // Whoever waits behind it would have begun by the time another request has been answered.
    for (let round = 0; round < 20; round += 1) await app.request('GET', '/timelapses');
    expect(await ffmpeg.started()).toHaveLength(1);
    await ffmpeg.release();
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('are not made for one who has gone away, and those behind come forward', async () => {
    const ffmpeg = await watchFfmpeg({ hold: true });
    const { app, found } = await startWith(grey([40, 80, 120, 160]));
    const url = (n: number): string => `${app.url}/api/v1/timelapses/${found.id}/frames/${n}`;
    const first = [1, 2].map((n) => ask(app, `${found.id}/frames/${n}`));
    await waitFor('two ffmpegs', async () => (await ffmpeg.started()).length === 2);
    const goes = new AbortController();
    const third = fetch(url(3), { signal: goes.signal }).catch((error: Error) => error.name);
    const fourth = ask(app, `${found.id}/frames/4`);
    for (let round = 0; round < 10; round += 1) await app.request('GET', '/health');
    goes.abort();
    expect(await third).toBe('AbortError');
    for (let round = 0; round < 10; round += 1) await app.request('GET', '/health');
    await ffmpeg.release();
    expect((await Promise.all([...first, fourth])).map(({ status }) => status)).toEqual([200, 200, 200]);
    const made = (await ffmpeg.started()).map((args) => /frame_000(\d)\.jpg/.exec(args)?.[1]).toSorted();
    expect(made).toEqual(['1', '2', '4']);
  });

  it('are given up at a stop', async () => {
    const ffmpeg = await watchFfmpeg({ hold: true });
    const { app, found } = await startWith(grey([40, 80, 120]));
    const asked = [1, 2, 3].map((n) => ask(app, `${found.id}/frames/${n}`).then(({ status }) => status));
    await waitFor('two ffmpegs', async () => (await ffmpeg.started()).length === 2);
    await app.stop();
    expect(await Promise.all(asked)).toEqual([404, 404, 404]);
    expect(await childrenWith('ffmpeg', 'previews')).toEqual([]);
  });

  it('are kept up to a limit, the least recently used leaving first', async () => {
    const ffmpeg = await watchFfmpeg();
    const { app, found } = await startWith(hundredFrames, {}, { previewLimits: { frameBytes: 60_000 } });
    for (let n = 1; n <= 40; n += 1) {
      expect((await ask(app, `${found.id}/frames/${n}`)).status).toBe(200);
      // Asked for again and again, the first one stays.
      expect((await ask(app, `${found.id}/frames/1`)).status).toBe(200);
    }
    const sizes = await filesIn(framesOf(app, found.id));
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.length).toBeLessThan(40);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
    expect(await ffmpeg.started()).toHaveLength(40);
  });
});

describe('pictures left from a crash', () => {
  it('go at the next start, unless their timelapse is there', async () => {
    const { app, found } = await startWith(grey([40]));
    const first = await ask(app, `${found.id}/frames/1`);
    await app.stop();
    const gone = [framesOf(app, 'nobody'), sheetsOf(app, 'nobody')];
    for (const folder of gone) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'left.jpg'), 'a picture');
    }
    const next = await startTestApp(BY_HAND, { folders: app.folders });
    await waitFor('them to go', async () => {
      const left = await Promise.all(gone.map((folder) => stat(folder).catch(() => null)));
      return left.every((each) => each === null);
    });
    expect((await ask(next, `${found.id}/frames/1`)).headers.etag).toBe(first.headers.etag);
    expect(await filesIn(framesOf(next, found.id))).toHaveLength(1);
  });
});

describe('an image folder on a share that hangs', () => {
  it('is given up for the moment, while the server goes on', async () => {
    const { app, found } = await startWith(grey([40, 80]), {}, { previewLimits: { listStallMs: 1500 } });
    let asked = ask(app, `${found.id}/frames`);
    // A stopped process is what a call on a hanging share looks like from outside: alive, and silent.
    const stopped = await waitFor('a listing under way', async () => {
      const ids = await Promise.race([asked, childrenWith('frame-list-process')]);
      // One that has ended before it was seen is asked for again.
      if (!Array.isArray(ids)) asked = ask(app, `${found.id}/frames`);
      else if (ids[0] !== undefined) process.kill(ids[0], 'SIGSTOP');
      return Array.isArray(ids) && ids[0];
    });
    expect(stopped).toBeGreaterThan(0);
    expect((await app.request('GET', '/health')).status).toBe(200);
    const answer = await asked;
    expect([answer.status, jsonOf(answer)]).toMatchObject([404, { error: { code: 'source_unreachable' } }]);
    await waitFor('it to be gone', async () => (await childrenWith('frame-list-process')).length === 0);
    // On a busy machine a listing may be given up once more.
    await waitFor('the frame', async () => (await ask(app, `${found.id}/frames/1`)).status === 200);
  });
});

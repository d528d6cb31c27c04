import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { pictureFormat } from '../../src/media/ffmpeg-input.ts';
import { probeVideo } from '../../src/media/ffprobe.ts';
import { makePoster } from '../../src/media/poster.ts';
import { readTags } from '../../src/media/read-tags.ts';
import { makeSecretVideo, PLAYLISTS } from '../fixtures/playlists.ts';
import { makeFolders } from '../helpers/start-app.ts';

let folder: string;
let secret: string;

beforeEach(async () => {
  folder = (await makeFolders()).data;
  secret = makeSecretVideo(folder);
});

describe('a file in place of a video', () => {
  it.each(PLAYLISTS)('that is $what leads nowhere [1.21]', async ({ text }) => {
    const path = join(folder, 'video.mp4');
    await writeFile(path, text(secret));
    expect(await probeVideo(path)).toMatchObject({ ok: false, missingTool: false });
    expect(await readTags(path)).toBeNull();
    expect(await makePoster(path, join(folder, 'poster.jpg'))).toMatchObject({ poster: null });
  });

  it('that is a video of another format is none of ours [1.21]', async () => {
    expect(await probeVideo(secret)).toMatchObject({ ok: false });
    const path = join(folder, 'video.mp4');
    execFileSync('ffmpeg', ['-v', 'error', '-i', secret, path]);
    expect(await probeVideo(path)).toMatchObject({ ok: true });
  });
});

describe('the format of a picture', () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

  it.each([
    ['\xff\xd8\xff\xe0\0\x10JFIF\0\x01', 'jpeg'],
    ['\x89PNG\r\n\x1a\n\0\0\0\r', 'png'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
    ['RIFF\x10\0\0\0AVI LIST', null],
    ['#EXTM3U\n#EXT', null],
    ['ffconcat version 1.0', null],
    ['\0\0\0\x18ftypmp42', null],
    ['GIF89a', null],
    ['\xff\xd8', null],
    ['', null],
  ])('that begins with %j is %s [1.21]', (start, format) => {
    expect(pictureFormat(bytes(start))).toBe(format);
  });
});

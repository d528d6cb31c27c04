import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeVideo, readProbe } from '../../src/media/ffprobe.ts';
import { makeFolders } from '../helpers/start-app.ts';

const STREAM = { width: 1920, height: 1080, avg_frame_rate: '30000/1001', nb_read_packets: '240' };
const FORMAT = { duration: '8.008000' };

/** What is read from ffprobe's answer with these parts. */
function read(stream: object | undefined, format: object | undefined) {
  return readProbe(
    JSON.stringify({ ...(stream ? { streams: [stream] } : {}), ...(format ? { format } : {}) }),
  );
}

describe("ffprobe's answer", () => {
  it('reads size, frame rate and duration of a video', () => {
    expect(read(STREAM, FORMAT)).toEqual({
      ok: true,
      frames: 240,
      video: { durationSeconds: 8.008, width: 1920, height: 1080, fps: 29.97 },
    });
  });

  it.each([
    ['no stream', undefined, FORMAT, /no video stream/],
    ['no frame', { ...STREAM, nb_read_packets: '0' }, FORMAT, /no frame/],
    ['an uncounted frame', { ...STREAM, nb_read_packets: 'N/A' }, FORMAT, /no frame/],
    ['no duration', STREAM, {}, /no duration/],
    ['no format', STREAM, undefined, /no duration/],
    ['a duration of nothing', STREAM, { duration: '0.000000' }, /no duration/],
    ['an unknown duration', STREAM, { duration: 'N/A' }, /no duration/],
  ])('with %s is that of no playable video', (_what, stream, format, reason) => {
    expect(read(stream, format)).toEqual({
      ok: false,
      missingTool: false,
      mayPass: false,
      reason: expect.stringMatching(reason),
    });
  });

  it.each(['', 'not json', '{"streams":', 'null'])('of %j is that of no playable video', (json) => {
    expect(readProbe(json)).toMatchObject({ ok: false, missingTool: false });
  });

  it.each(['0/0', undefined, 'x'])('with the frame rate %s makes it 0', (rate) => {
    expect(read({ ...STREAM, avg_frame_rate: rate }, FORMAT)).toMatchObject({ ok: true, video: { fps: 0 } });
  });
});

describe('a file', () => {
  it('that is no video is refused with the words of ffprobe', async () => {
    const path = join((await makeFolders()).data, 'no-video.mp4');
    await writeFile(path, 'this is not a video');
    expect(await probeVideo(path)).toEqual({
      ok: false,
      missingTool: false,
      mayPass: false,
      reason: expect.stringContaining('Invalid data'),
    });
  });

  it('that is not there is refused', async () => {
    expect(await probeVideo('/nowhere/at-all.mp4')).toMatchObject({ ok: false, missingTool: false });
  });
});

import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/tools/bench/random.ts';
import {
  colourAt,
  ffmpeg,
  type Painter,
  probe,
  readVideo,
  runEngine,
  scratchFolder,
  writeFrames,
} from './helpers.ts';

const scratch = scratchFolder();
const [WIDTH, HEIGHT, COUNT] = [320, 180, 60];

/** A lamp that flickers over a still scene with a part that grows; the first picture is red in a corner. */
const flickering: Painter = (x, y, i) => {
  const light = 0.85 + 0.3 * new Random(i + 1).uniform();
  if (i === 0 && x < 40 && y < 40) return [200, 20, 20];
  if (x > 140 && x < 180 && y > HEIGHT - 30 - i) return [150 * light, 60 * light, 40 * light];
  const square = (x >> 4) % 2 === (y >> 4) % 2 ? 60 : 130;
  return [square * light, (square + 20) * light, (square + 10) * light];
};

const folder = writeFrames(join(scratch, 'pictures'), COUNT, WIDTH, HEIGHT, flickering);
const FROM_FOLDER = ['-framerate', '30', '-i', join(folder, 'frame_%04d.jpg')];
const H264 = ['-c:v', 'libx264', '-crf', '14', '-pix_fmt', 'yuv420p'];
const HD = ['-vf', 'scale=out_range=tv:out_color_matrix=bt709', '-colorspace', 'bt709'];
const MJPEG = ['-c:v', 'mjpeg', '-q:v', '2'];

function makeVideo(name: string, args: readonly string[]): string {
  const path = join(scratch, name);
  ffmpeg([...FROM_FOLDER, ...args, path]);
  return path;
}

/** As long as they are. */
const OWN_RATE = { TIMELAPSE_TARGET_SECONDS: '0', TIMELAPSE_FPS: '30', TIMELAPSE_HOLD_SECONDS: '0' };

describe('a video instead of a folder', () => {
  it.each([
    ['an MP4', 'of-phase.mp4', [...HD, ...H264]],
    ['an AVI of JPEGs', 'of-jpegs.avi', MJPEG],
    ['a Matroska', 'of.mkv', [...H264, '-bf', '3']],
    ['a MOV of another codec', 'of.mov', ['-c:v', 'mpeg4', '-q:v', '2', '-bf', '2']],
  ])('%s loses its flicker, and no picture of it', async (_kind, name, args) => {
    const source = makeVideo(name, args);
    const before = readFileSync(source);
    const output = join(scratch, `${name}-better.mp4`);
    const run = await runEngine([source, output], OWN_RATE);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { report } = run;
    expect(report).toMatchObject({
      frames_used: COUNT,
      frames_dropped: [],
      width: WIDTH,
      height: HEIGHT,
      fps: 30,
    });
    expect(report.flicker_before).toBeGreaterThan(4);
    expect(report.flicker_after).toBeLessThan(report.flicker_before / 6);
    expect(report.frames_measured.slice(0, 3)).toEqual(['0.000', '0.033', '0.067']);
    expect(Number(probe(output).stream.nb_read_frames)).toBe(COUNT);
    const [red, green] = colourAt(readVideo(output).frames[0]!, WIDTH, 20, 20);
    expect(red - green).toBeGreaterThan(90);
    expect(readFileSync(source).equals(before)).toBe(true);
    // It says nothing of a folder, or the app would look for one.
    expect(JSON.parse(probe(output).format.tags.comment)).toMatchObject({
      engine: 'printernizer-timelapse',
      video: name,
    });
    expect(JSON.parse(probe(output).format.tags.comment)).not.toHaveProperty('folder');
  });

  it('looks the same as from the pictures themselves', async () => {
    const source = makeVideo('same.mp4', [...HD, ...H264]);
    const plain = { ...OWN_RATE, TIMELAPSE_DEFLICKER: 'off', TIMELAPSE_QUALITY: '4' };
    const [ofVideo, ofFolder] = [join(scratch, 'of-video.mp4'), join(scratch, 'of-folder.mp4')];
    await runEngine([source, ofVideo], plain);
    await runEngine([folder, ofFolder], plain);
    const [one, other] = [readVideo(ofVideo), readVideo(ofFolder)];
    for (const index of [0, 20, COUNT - 1]) {
      for (const [x, y] of [
        [8, 8],
        [40, 24],
        [160, 170],
        [300, 90],
      ] as const) {
        const [a, b] = [one, other].map(({ frames }) => colourAt(frames[index]!, WIDTH, x, y));
        for (const channel of [0, 1, 2] as const) expect(Math.abs(a![channel] - b![channel])).toBeLessThan(4);
      }
    }
  });

  it('is cut by times, cropped, and turned as it says itself', async () => {
    const source = makeVideo('turned-later.mp4', [...HD, ...H264]);
    const turned = join(scratch, 'turned.mp4');
    ffmpeg(['-i', source, '-c', 'copy', '-metadata:s:v', 'rotate=90', turned]);
    const output = join(scratch, 'cut.mp4');
    const { code, report } = await runEngine([turned, output], {
      ...OWN_RATE,
      TIMELAPSE_FIRST_FRAME: '0.5',
      TIMELAPSE_LAST_FRAME: '1.5',
      TIMELAPSE_CROP: '0,0,1,0.5',
      TIMELAPSE_DEFLICKER: 'off',
    });
    expect(code).toBe(0);
    expect(report).toMatchObject({ frames_used: 30, width: HEIGHT, height: WIDTH / 2, duration: 1 });
    expect(report.recipe).toMatchObject({ first: '0.500', last: '1.467', excluded: 0, not_found_count: 0 });
    // The frame at half a second comes first, not the red one.
    const [red, green] = colourAt(readVideo(output).frames[0]!, HEIGHT, HEIGHT - 20, 20);
    expect(red - green).toBeLessThan(60);
  });

  it('steadies it by choosing from its pictures', async () => {
    const steady: Painter = (x, y, i) => {
      const head = 20 + 120 * new Random(i).uniform();
      if (Math.abs(x - head) < 20 && y < 60) return [20, 20, 24];
      return (x >> 3) % 2 === (y >> 3) % 2 ? [90, 100, 90] : [170, 160, 150];
    };
    const pictures = writeFrames(join(scratch, 'jumping'), 200, 160, 90, steady);
    const source = join(scratch, 'jumping.avi');
    ffmpeg(['-framerate', '25', '-i', join(pictures, 'frame_%04d.jpg'), ...MJPEG, source]);
    const output = join(scratch, 'steady.mp4');
    const { code, report } = await runEngine([source, output], {
      TIMELAPSE_TARGET_SECONDS: '4',
      TIMELAPSE_HOLD_SECONDS: '0',
      TIMELAPSE_STEADY: 'strong',
    });
    expect(code).toBe(0);
    const { applied, chosen, movement_before, movement_after } = report.steady;
    expect(applied).toBe(true);
    expect(movement_after).toBeLessThan(0.65 * movement_before);
    expect(Number(probe(output).stream.nb_read_frames)).toBe(chosen.length);
  });

  it('that was not finished is made of what there is', async () => {
    const whole = makeVideo('whole.avi', MJPEG);
    const half = join(scratch, 'half.avi');
    const bytes = readFileSync(whole);
    writeFileSync(half, bytes.subarray(0, Math.floor(bytes.length / 2)));
    const { code, report } = await runEngine([half, join(scratch, 'half.mp4')], OWN_RATE);
    expect(code).toBe(0);
    expect(report.frames_used).toBeGreaterThan(COUNT / 3);
    expect(report.frames_used).toBeLessThan(COUNT);
  });
});

describe('a video that is refused', () => {
  const whole = makeVideo('good.mp4', [...HD, ...H264]);

  async function refusal(source: string, env: Record<string, string> = {}) {
    const output = join(scratch, 'refused.mp4');
    const { code, stderr } = await runEngine([source, output], { ...OWN_RATE, ...env });
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(scratch).filter((name) => name.startsWith('.'))).toEqual([]);
    return { code, stderr };
  }

  it('says what is wrong with it', async () => {
    const text = join(scratch, 'text.mp4');
    writeFileSync(text, '#EXTM3U\nfile:///etc/passwd\n');
    expect(await refusal(text)).toEqual({
      code: 4,
      stderr: 'The source "text.mp4" is neither a folder nor an MP4, MOV, AVI or MKV.\n',
    });
    const half = join(scratch, 'half.mp4');
    const bytes = readFileSync(whole);
    writeFileSync(half, bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(await refusal(half)).toEqual({
      code: 3,
      stderr: 'The video "half.mp4" cannot be decoded: Invalid data found when processing input.\n',
    });
  });

  it('names the value that does not fit', async () => {
    expect(await refusal(whole, { TIMELAPSE_FIRST_FRAME: 'frame_0001.jpg' })).toEqual({
      code: 2,
      stderr:
        'TIMELAPSE_FIRST_FRAME is "frame_0001.jpg", but must be a time of the video in seconds, such as 12.5.\n',
    });
    expect(await refusal(whole, { TIMELAPSE_EXCLUDE: '/tmp/names' })).toEqual({
      code: 2,
      stderr: 'TIMELAPSE_EXCLUDE is "/tmp/names", but the pictures of a video have no file names.\n',
    });
    expect(await refusal(whole, { TIMELAPSE_FIRST_FRAME: '2' })).toEqual({
      code: 3,
      stderr:
        'No frames are left: TIMELAPSE_FIRST_FRAME is 2 and TIMELAPSE_LAST_FRAME not set, ' +
        'but the video has pictures from 0 to 1.967 seconds.\n',
    });
  });

  it('was changed while its new version was being made', async () => {
    const changing = join(scratch, 'changing.mp4');
    copyFileSync(whole, changing);
    let changed = false;
    const output = join(scratch, 'changed.mp4');
    const { code, stderr } = await runEngine([changing, output], OWN_RATE, {
      during(_kill, stdout) {
        if (changed || !stdout.includes('planning')) return;
        changed = true;
        appendFileSync(changing, 'more');
      },
    });
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: '"changing.mp4" was changed or removed while its new video was being made.\n',
    });
    expect(existsSync(output)).toBe(false);
  });
});

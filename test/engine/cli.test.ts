import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENGINE, probe, runEngine, scratchFolder, writeFrames, writePicture } from './helpers.ts';

const scratch = scratchFolder();
const grey = () => [120, 120, 120] as const;
const source = writeFrames(join(scratch, 'plain'), 10, 160, 120, (x, y, i) => [x + i, y + i, 90]);
const isRoot = process.getuid?.() === 0;

/** A new folder with copies of the ten plain frames. */
function copyOfSource(name: string): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const file of readdirSync(source)) copyFileSync(join(source, file), join(folder, file));
  return folder;
}

describe('a run that succeeds', () => {
  it('makes a video that plays everywhere and tells what it did', async () => {
    const output = join(scratch, 'plain.mp4');
    utimesSync(
      join(source, 'frame_0010.jpg'),
      new Date('2030-05-06T07:08:09Z'),
      new Date('2030-05-06T07:08:09Z'),
    );
    const run = await runEngine([source, output]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.report).toMatchObject({
      frames_used: 10,
      frames_dropped: [],
      width: 160,
      height: 120,
      fps: 10,
    });
    expect(run.report.duration).toBe(3);
    expect(run.report.curve.measured).toHaveLength(10);
    const { stream, format } = probe(output);
    expect(stream).toMatchObject({
      codec_name: 'h264',
      profile: 'High',
      pix_fmt: 'yuv420p',
      color_range: 'tv',
      color_space: 'bt709',
      color_transfer: 'bt709',
      color_primaries: 'bt709',
      nb_read_frames: '30',
      r_frame_rate: '10/1',
      avg_frame_rate: '10/1',
    });
    expect(format.tags).toMatchObject({ title: 'plain', creation_time: '2030-05-06T07:08:09.000000Z' });
    expect(JSON.parse(format.tags.comment)).toMatchObject({
      engine: 'printernizer-timelapse',
      frames: 10,
    });
    const file = readFileSync(output);
    expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
    expect(run.report.size_bytes).toBe(file.length);
  });

  it('reports progress that never falls and ends at 100', async () => {
    const { progress, stdout } = await runEngine([source, join(scratch, 'progress.mp4')]);
    const percents = progress.map((line) => line.percent);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    const steps = new Set(progress.map((line) => line.step));
    expect([...steps]).toEqual(['measuring', 'planning', 'encoding', 'finishing']);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^report \{/);
  });

  it.each([
    ['spaces and quotes', `it's a "print" \\ $HOME \`x\``],
    ['a newline', 'two\nlines'],
    ['a leading dash', '-v'],
    ['emoji', 'Benchy 🚢 Ümlaut.3mf'],
    ['patterns', 'a%d%%04d[*]?{x,y}'],
    ['an address', 'http:host'],
  ])('takes folders and frames with %s in the name', async (_, name) => {
    const folder = join(scratch, 'names', name);
    mkdirSync(folder, { recursive: true });
    writePicture(join(folder, `${name}1.jpg`), 32, 32, grey);
    writePicture(join(folder, `${name}2.JPEG`), 32, 32, grey);
    const run = await runEngine([name, `${name}.mp4`], {}, { cwd: dirname(folder) });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.report.frames_used).toBe(2);
    expect(probe(join(dirname(folder), `${name}.mp4`)).format.tags.title).toBe(name);
  });

  it('makes a still of one frame', async () => {
    const folder = join(scratch, 'one');
    mkdirSync(folder);
    writePicture(join(folder, 'a.png'), 64, 48, grey);
    const output = join(scratch, 'one.mp4');
    expect((await runEngine([folder, output], { TIMELAPSE_HOLD_SECONDS: '0' })).code).toBe(0);
    expect(probe(output).stream.nb_read_frames).toBe('1');
  });

  it.each([
    [{ TIMELAPSE_TARGET_SECONDS: '0', TIMELAPSE_FPS: '5', TIMELAPSE_HOLD_SECONDS: '1' }, '5/1', 15],
    [{ TIMELAPSE_TARGET_SECONDS: '0.5', TIMELAPSE_HOLD_SECONDS: '0' }, '20/1', 10],
    [
      { TIMELAPSE_TARGET_SECONDS: '0.01', TIMELAPSE_MAX_FPS: '30', TIMELAPSE_HOLD_SECONDS: '0.5' },
      '30/1',
      25,
    ],
  ])('keeps rate and hold of %j', async (env, rate, frames) => {
    const output = join(scratch, `rate${frames}.mp4`);
    const run = await runEngine([source, output], env);
    expect(probe(output).stream).toMatchObject({ avg_frame_rate: rate, nb_read_frames: String(frames) });
    expect(run.report.duration).toBeCloseTo(Number(probe(output).format.duration), 2);
  });

  it('scales down to the greatest height, never up', async () => {
    const output = join(scratch, 'small.mp4');
    await runEngine([source, output], { TIMELAPSE_MAX_HEIGHT: '60' });
    expect(probe(output).stream).toMatchObject({ width: 80, height: 60 });
  });

  it('runs through a link, and with the script of a build beside cli.js', async () => {
    const link = join(scratch, 'link to it');
    symlinkSync(ENGINE, link);
    symlinkSync('link to it', join(scratch, 'link2'));
    expect(
      (await runEngine([source, join(scratch, 'link.mp4')], {}, { script: join(scratch, 'link2') })).code,
    ).toBe(0);
  });
});

describe('broken frames', () => {
  it('are left out and listed with the reason', async () => {
    const folder = copyOfSource('broken');
    truncateSync(join(folder, 'frame_0003.jpg'), 900);
    writeFileSync(join(folder, 'frame_0006.jpg'), 'no picture at all');
    writeFileSync(join(folder, 'frame_0011.jpg'), '');
    writeFileSync(join(folder, 'frame_0012.jpg.part'), 'x');
    writeFileSync(join(folder, '.frame_0013.jpg'), 'x');
    mkdirSync(join(folder, 'frame_0014.jpg'));
    const { code, report } = await runEngine([folder, join(scratch, 'broken.mp4')]);
    expect(code).toBe(0);
    expect(report.frames_used).toBe(8);
    expect(report.frames_dropped.map((frame) => frame.name)).toEqual(['frame_0006.jpg', 'frame_0003.jpg']);
    expect(report.frames_dropped.every((frame) => frame.reason.length > 5)).toBe(true);
  });

  it('with damage inside are found without shifting the others', async () => {
    const folder = copyOfSource('damaged');
    const path = join(folder, 'frame_0002.jpg');
    const file = readFileSync(path);
    file.fill(0xff, file.length - 400, file.length - 100);
    writeFileSync(path, file);
    const { report } = await runEngine([folder, join(scratch, 'damaged.mp4')]);
    expect(report.frames_used + report.frames_dropped.length).toBe(10);
    expect(report.frames_dropped.every((frame) => frame.name === 'frame_0002.jpg')).toBe(true);
  });

  it('end the run when they are more than 20 %', async () => {
    const folder = copyOfSource('mostly-broken');
    for (const number of [1, 4, 7]) truncateSync(join(folder, `frame_000${number}.jpg`), 700);
    const output = join(scratch, 'mostly-broken.mp4');
    const run = await runEngine([folder, output]);
    expect(run).toMatchObject({ code: 3, report: undefined });
    expect(run.stderr).toMatch(/^3 of 10 frames cannot be decoded, which is more than 20 %.*\n$/);
    expect(existsSync(output)).toBe(false);
  });
});

describe('exit codes', () => {
  it.each([[[]], [['a']], [['a', 'b', 'c']], [['', 'b']]])('2 for the arguments %j', async (args) => {
    expect(await runEngine(args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^Usage: .*\n$/),
    });
  });

  it.each([
    [{ TIMELAPSE_FPS: 'fast' }, 'TIMELAPSE_FPS is "fast"'],
    [{ TIMELAPSE_QUALITY: '52' }, 'TIMELAPSE_QUALITY is "52"'],
    [{ TIMELAPSE_PRESET: 'placebo' }, 'TIMELAPSE_PRESET'],
    [{ TIMELAPSE_DEFLICKER: 'on' }, 'TIMELAPSE_DEFLICKER'],
    [{ TIMELAPSE_MIN_FPS: '30', TIMELAPSE_MAX_FPS: '20' }, 'TIMELAPSE_MIN_FPS'],
  ])('2 for the setting %j', async (env, message) => {
    const run = await runEngine([source, join(scratch, 'never.mp4')], env);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });

  it('3 for a folder without frames', async () => {
    const folder = join(scratch, 'empty');
    mkdirSync(folder);
    expect(await runEngine([folder, join(scratch, 'never.mp4')])).toMatchObject({ code: 3 });
  });

  it.each([
    ['nowhere', 'ENOENT'],
    ['plain/frame_0001.jpg', 'ENOTDIR'],
  ])('4 for the source %s', async (name, word) => {
    const run = await runEngine([join(scratch, name), join(scratch, 'never.mp4')]);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(word);
  });

  it.skipIf(isRoot)('4 for a source without permission', async () => {
    const folder = copyOfSource('forbidden');
    chmodSync(folder, 0);
    const run = await runEngine([folder, join(scratch, 'never.mp4')]);
    chmodSync(folder, 0o700);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('EACCES');
  });

  it.each([
    ['no/such/folder/x.mp4', 'ENOENT'],
    ['plain', 'EISDIR'],
  ])('5 for the output %s', async (name, word) => {
    const run = await runEngine([source, join(scratch, name)]);
    expect(run.code).toBe(5);
    expect(run.stderr).toContain(word);
  });

  it.skipIf(!existsSync('/dev/full'))('6 for a full disk', async () => {
    const link = join(scratch, 'full.mp4');
    symlinkSync('/dev/full', link);
    const run = await runEngine([source, link]);
    expect(run.code).toBe(6);
    expect(run.stderr).toContain('ENOSPC');
  });

  it('7 without ffmpeg', async () => {
    const folder = join(scratch, 'bin');
    mkdirSync(folder);
    for (const tool of ['sh', 'readlink']) symlinkSync(`/bin/${tool}`, join(folder, tool));
    const run = await runEngine([source, join(scratch, 'never.mp4')], { PATH: folder });
    expect(run).toMatchObject({ code: 7, stderr: expect.stringContaining('ENOENT') });
    expect(existsSync(join(scratch, 'never.mp4'))).toBe(false);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('143 on %s, with nothing left behind', async (signal) => {
    const folder = writeFrames(join(scratch, `long-${signal}`), 60, 640, 480, (x, y, i) => [x * i, y * i, i]);
    const output = join(scratch, `${signal}.mp4`);
    let sent = false;
    const run = await runEngine(
      [folder, output],
      { TIMELAPSE_PRESET: 'slower' },
      {
        during: (kill, stdout) => {
          if (!sent && stdout.includes('encoding')) kill(signal);
          sent = stdout.includes('encoding');
        },
      },
    );
    expect(run.code).toBe(143);
    expect(run.stderr).toMatch(/^The run was terminated.*\n$/);
    expect(existsSync(output)).toBe(false);
  });

  it('keeps an earlier video when the run fails before it has a new one', async () => {
    const output = join(scratch, 'earlier.mp4');
    writeFileSync(output, 'earlier');
    const folder = copyOfSource('all-broken');
    for (const name of readdirSync(folder)) truncateSync(join(folder, name), 700);
    expect((await runEngine([folder, output])).code).toBe(3);
    expect(readFileSync(output, 'utf8')).toBe('earlier');
  });
});

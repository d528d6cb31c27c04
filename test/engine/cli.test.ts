import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
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
  it('makes a video that plays everywhere and reports what it did', async () => {
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
    [{ TIMELAPSE_QUALITY: '0' }, 'TIMELAPSE_QUALITY is "0"'],
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

  it('3 for a folder of links, with what to do about it [1.14]', async () => {
    const folder = join(scratch, 'links');
    mkdirSync(folder);
    symlinkSync(join(source, 'frame_0001.jpg'), join(folder, 'a.jpg'));
    const run = await runEngine([folder, join(scratch, 'never.mp4')]);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('Links are not followed');
  });

  it.each([
    ['nowhere', 'ENOENT'],
    ['plain/frame_0001.jpg', 'neither a folder nor an MP4'],
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

  it('6 for a full disk', async () => {
    const folder = join(scratch, 'full');
    mkdirSync(folder);
    const script = [
      '#!/bin/sh',
      'case "$*" in *libx264*) cat > /dev/null; echo "x: No space left on device" >&2; exit 228 ;; esac',
      `PATH="${process.env.PATH}" exec ffmpeg "$@"`,
    ];
    writeFileSync(join(folder, 'ffmpeg'), `${script.join('\n')}\n`, { mode: 0o755 });
    const output = join(scratch, 'full.mp4');
    const run = await runEngine([source, output], { PATH: `${folder}:${process.env.PATH}` });
    expect(run.code).toBe(6);
    expect(run.stderr).toContain('ENOSPC');
    expect(existsSync(output)).toBe(false);
  });

  it('7 without ffmpeg', async () => {
    const folder = join(scratch, 'bin');
    mkdirSync(folder);
    for (const tool of ['sh', 'readlink']) symlinkSync(`/bin/${tool}`, join(folder, tool));
    const run = await runEngine([source, join(scratch, 'never.mp4')], { PATH: folder });
    expect(run).toMatchObject({ code: 7, stderr: expect.stringContaining('ENOENT') });
    expect(existsSync(join(scratch, 'never.mp4'))).toBe(false);
  });
});

describe('the ffmpeg that is there', () => {
  /** Stands before ffmpeg on the path, and writes down what it is called with. */
  function watched(name: string, faults: string): { env: { PATH: string }; calls: () => string[] } {
    const folder = join(scratch, name);
    mkdirSync(folder);
    const log = join(folder, 'calls');
    const script = `#!/bin/sh\necho "$*" >> ${log}\n${faults}\nPATH="${process.env.PATH}" exec ffmpeg "$@"\n`;
    writeFileSync(join(folder, 'ffmpeg'), script, { mode: 0o755 });
    return {
      env: { PATH: `${folder}:${process.env.PATH}` },
      calls: () => readFileSync(log, 'utf8').trim().split('\n'),
    };
  }

  it('is started to decode and to encode, not to be asked what it can, and yet named [3.6]', async () => {
    const { env, calls } = watched('asked', '');
    const run = await runEngine([source, join(scratch, 'asked.mp4')], env);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(calls().filter((call) => !/matroska|libx264/.test(call))).toEqual([]);
    const [, version] = /^ffmpeg version (\S+)/.exec(
      execFileSync('ffmpeg', ['-version'], { encoding: 'utf8' }),
    )!;
    expect(run.report.ffmpeg).toBe(version);
  });

  it.each([
    ['decode', 'matroska', '-filters) echo " .. pad V->V"; exit 0', 'filter "scale"'],
    ['encode', 'libx264', '-codecs) echo " DEV.L. h264 (encoders: h264_qsv )"; exit 0', 'encoder "libx264"'],
  ])('is told by what it lacks where it cannot %s [3.6]', async (name, call, says, lacking) => {
    const faults = `case "$*" in *${call}*) exit 1 ;; *${says} ;; esac`;
    const run = await runEngine([source, join(scratch, 'never.mp4')], watched(name, faults).env);
    expect(run.code).toBe(7);
    expect(run.stderr).toContain(lacking);
  });
});

describe('what was at the place of the video', () => {
  /** A folder with a video that is there already. */
  function withEarlier(name: string): { folder: string; output: string; names: () => string[] } {
    const folder = join(scratch, name);
    mkdirSync(folder);
    const output = join(folder, 'video.mp4');
    writeFileSync(output, 'earlier');
    return { folder, output, names: () => readdirSync(folder) };
  }
  const frames = writeFrames(join(scratch, 'long'), 40, 320, 240, (x, y, i) => [x * i, y * i, i]);

  it.each(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'] as const)(
    'stays on %s, and nothing else is left [1.10]',
    async (signal) => {
      const { output, names } = withEarlier(`earlier ${signal}`);
      let sent = false;
      const during = (kill: (name: NodeJS.Signals) => void, stdout: string): void => {
        if (!sent && stdout.includes('encoding')) kill(signal);
        sent = stdout.includes('encoding');
      };
      const run = await runEngine([frames, output], { TIMELAPSE_PRESET: 'slower' }, { during });
      expect(run.code).toBe(143);
      expect(run.stderr).toMatch(/^The run was terminated.*\n$/);
      expect(readFileSync(output, 'utf8')).toBe('earlier');
      expect(names()).toEqual(['video.mp4']);
    },
  );

  it('stays when the run is killed, and no half video has its name [1.10]', async () => {
    const { output } = withEarlier('earlier SIGKILL');
    const during = (kill: (name: NodeJS.Signals) => void, stdout: string): void => {
      if (stdout.includes('encoding')) kill('SIGKILL');
    };
    await runEngine([frames, output], { TIMELAPSE_PRESET: 'slower' }, { during });
    expect(readFileSync(output, 'utf8')).toBe('earlier');
  });

  it.each([
    ['before', 'case "$*" in *matroska*) exit 1 ;; esac'],
    ['while it encodes', 'case "$*" in *libx264*) exit 1 ;; esac'],
  ])('stays when the run fails %s [1.10]', async (when, fault) => {
    const { folder, output, names } = withEarlier(`earlier ${when}`);
    const bin = join(scratch, `failing ${when}`);
    mkdirSync(bin);
    writeFileSync(join(bin, 'ffmpeg'), `#!/bin/sh\n${fault}\nPATH="${process.env.PATH}" exec ffmpeg "$@"\n`, {
      mode: 0o755,
    });
    const run = await runEngine([source, output], { PATH: `${bin}:${process.env.PATH}` });
    expect([3, 8]).toContain(run.code);
    expect(readFileSync(output, 'utf8')).toBe('earlier');
    expect(names()).toEqual(['video.mp4']);
    // The same run without the fault takes its place.
    expect((await runEngine([source, output])).code).toBe(0);
    expect(probe(output).stream.nb_read_frames).toBe('30');
    expect(readdirSync(folder)).toEqual(['video.mp4']);
  });

  it.each([
    ['a device', (path: string) => execFileSync('mknod', [path, 'c', '1', '3']), true],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path]), false],
    ['a link to a device', (path: string) => symlinkSync('/dev/null', path), false],
    ['a link to a video', (path: string) => symlinkSync(join(source, 'frame_0001.jpg'), path), false],
    ['a link to nothing', (path: string) => symlinkSync('nothing', path), false],
  ])('is refused, and stays, where it is %s [1.10]', async (what, make, needsRoot) => {
    if (needsRoot && !isRoot) return;
    const folder = join(scratch, what);
    mkdirSync(folder);
    const output = join(folder, 'video.mp4');
    make(output);
    const before = lstatSync(output);
    const run = await runEngine([source, output]);
    expect(run.code).toBe(5);
    expect(run.stderr).toMatch(/"[^"]*video\.mp4" is not a regular file/);
    expect(lstatSync(output)).toMatchObject({ ino: before.ino, mode: before.mode });
    expect(readdirSync(folder)).toEqual(['video.mp4']);
    expect(existsSync('/dev/null')).toBe(true);
  });

  it('is written to directly where it is a free hidden name, for a caller that watches it grow [1.10]', async () => {
    const folder = join(scratch, 'hidden');
    mkdirSync(folder);
    const seen = new Set<string>();
    const during = (): void => {
      for (const name of readdirSync(folder)) seen.add(name);
    };
    const run = await runEngine([source, join(folder, '.video.part.mp4')], {}, { during });
    expect(run.code).toBe(0);
    expect([...seen]).toEqual(['.video.part.mp4']);
  });
});

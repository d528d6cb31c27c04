import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunk, joined, withChunks, withSegment } from '../helpers/odd-pictures.ts';
import {
  colourAt,
  type EngineRun,
  readVideo,
  runEngine,
  scratchFolder,
  writeFrames,
  writePicture,
} from './helpers.ts';

const scratch = scratchFolder();
const W = 160;
const H = 96;
const PLAIN = { TIMELAPSE_DEFLICKER: 'off', TIMELAPSE_QUALITY: '6', TIMELAPSE_HOLD_SECONDS: '0' };
const CUT_OFF = 'cut off';

/** Picture `index` of a sequence: noise that is the same in all of them, and a bar as bright as its number. */
const bar = (x: number, y: number, index: number): readonly [number, number, number] => {
  const value = y < 24 ? 20 + 7 * index : ((x * 7919 + y * 104729) % 97) + 60;
  return [value, value, value];
};

/** The pictures of a format, as bytes. */
function pictures(name: string, count: number, args?: string[]): Buffer[] {
  const path = join(scratch, name);
  return Array.from({ length: count }, (_, i) => {
    writePicture(path, W, H, (x, y) => bar(x, y, i), args);
    return readFileSync(path);
  });
}

const jpegs = pictures('a.jpg', 16);
const pngs = pictures('a.png', 16, ['-pix_fmt', 'rgb24']);
const webps = pictures('a.webp', 5);

/** Renders a folder of files, named so that they are in this order. */
async function render(
  name: string,
  files: readonly (readonly [name: string, bytes: Buffer])[],
): Promise<EngineRun & { bars: number[] }> {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const [i, [file, bytes]] of files.entries()) {
    writeFileSync(join(folder, `${String(i).padStart(2, '0')} ${file}`), bytes);
  }
  const output = `${folder}.mp4`;
  const run = await runEngine([folder, output], PLAIN);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return { ...run, bars: readVideo(output).frames.map((frame) => colourAt(frame, W, W / 2, 12)[1]) };
}

function expectBars(bars: readonly number[], numbers: readonly number[]): void {
  expect(bars).toHaveLength(numbers.length);
  for (const [i, number] of numbers.entries()) {
    expect(Math.abs(bars[i]! - (20 + 7 * number)), `frame ${i} is ${bars[i]}`).toBeLessThanOrEqual(3);
  }
}

const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251));
const exifWith = (thumbnail: Buffer): Buffer => joined('Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0', thumbnail);
const film = joined([0, 0, 0, 24], 'ftypmp42', jpegs[9]!, noise, [0xff, 0xd9]);

describe('what else is in a file does not matter, and no picture shifts those behind it', () => {
  it('for JPEG [1.12, 1.13]', async () => {
    const odd: (readonly [string, (jpeg: Buffer) => Buffer])[] = [
      ['as it is.jpg', (jpeg) => jpeg],
      ['a byte behind the end.jpg', (jpeg) => joined(jpeg, 'x')],
      ['noise behind the end.jpg', (jpeg) => joined(jpeg, noise)],
      ['a film behind the end.jpg', (jpeg) => joined(jpeg, film)],
      ['a second picture.jpg', (jpeg) => joined(jpeg, jpegs[2]!)],
      [
        'a preview with an end of its own.jpg',
        (jpeg) => withSegment(jpeg, 0xe1, exifWith(jpegs[3]!.subarray(0, 60_000))),
      ],
      ['a damaged profile.jpg', (jpeg) => withSegment(jpeg, 0xe2, joined('ICC_PROFILE\0\x05\x02', noise))],
      ['a damaged EXIF.jpg', (jpeg) => withSegment(jpeg, 0xe1, joined('Exif\0\0MM\0*\xff\xff\xff\xff'))],
      ['bytes between segments.jpg', (jpeg) => joined(jpeg.subarray(0, 20), [0, 0, 0], jpeg.subarray(20))],
      ['no end mark.jpg', (jpeg) => jpeg.subarray(0, -2)],
      ['half an end mark.jpg', (jpeg) => jpeg.subarray(0, -1)],
      ['zeros in place of the end mark.jpg', (jpeg) => joined(jpeg.subarray(0, -2), Buffer.alloc(4096))],
      [
        'no end mark but a preview with one.jpg',
        (jpeg) => withSegment(jpeg, 0xe1, exifWith(jpegs[3]!)).subarray(0, -2),
      ],
      ['another picture in place of the end mark.jpg', (jpeg) => joined(jpeg.subarray(0, -2), jpegs[1]!)],
      ['called a png.png', (jpeg) => joined(jpeg, noise)],
      ['as it is again.jpg', (jpeg) => jpeg],
    ];
    const { report, bars } = await render(
      'odd jpegs',
      odd.map(([name, make], i) => [name, make(jpegs[i]!)] as const),
    );
    expect(report.frames_dropped).toEqual([]);
    expectBars(
      bars,
      odd.map((_, i) => i),
    );
  });

  it('for PNG [1.12]', async () => {
    const odd: (readonly [string, (png: Buffer) => Buffer])[] = [
      ['as it is.png', (png) => png],
      ['a byte behind the end.png', (png) => joined(png, 'x')],
      ['noise behind the end.png', (png) => joined(png, noise)],
      ['a second picture.png', (png) => joined(png, pngs[0]!)],
      ['a damaged profile.png', (png) => withChunks(png, chunk('iCCP', joined('bad\0\0', noise)))],
      ['an empty profile.png', (png) => withChunks(png, chunk('iCCP', ''))],
      [
        'a wrong sum.png',
        (png) => withChunks(png, joined(chunk('iCCP', noise).subarray(0, -4), [0, 0, 0, 0])),
      ],
      [
        'short chunks.png',
        (png) =>
          withChunks(
            png,
            ...['gAMA', 'cHRM', 'pHYs', 'sBIT', 'tEXt', 'zTXt', 'acTL', 'eXIf'].map((type) =>
              chunk(type, 'z'),
            ),
          ),
      ],
      ['a chunk nobody knows.png', (png) => withChunks(png, chunk('prVt', noise))],
      ['no end chunk.png', (png) => png.subarray(0, -12)],
      ['half an end chunk.png', (png) => png.subarray(0, -6)],
      ['no sum of the data.png', (png) => png.subarray(0, -16)],
      ['called a jpg.jpg', (png) => joined(png, noise)],
      ['as it is again.png', (png) => png],
    ];
    const { report, bars } = await render(
      'odd pngs',
      odd.map(([name, make], i) => [name, make(pngs[i]!)] as const),
    );
    expect(report.frames_dropped).toEqual([]);
    expectBars(
      bars,
      odd.map((_, i) => i),
    );
  });

  it('for WebP [1.12]', async () => {
    const longer = (webp: Buffer): Buffer => {
      const copy = Buffer.from(webp);
      copy.writeUInt32LE(99_999_999, 4);
      return copy;
    };
    const odd = [webps[0]!, joined(webps[1]!, 'x'), joined(webps[2]!, noise), longer(webps[3]!), webps[4]!];
    const { report, bars } = await render(
      'odd webps',
      odd.map((bytes) => ['a.webp', bytes] as const),
    );
    expect(report.frames_dropped).toEqual([]);
    expectBars(bars, [0, 1, 2, 3, 4]);
  });
});

describe('a picture that is cut off', () => {
  it.each([
    ['JPEG', 'jpg', jpegs, ''],
    ['JPEG with an end mark', 'jpg', jpegs, '\xff\xd9'],
    ['JPEG full of zeros', 'jpg', jpegs, '\0'.repeat(4096)],
    ['PNG', 'png', pngs, ''],
    ['PNG with an end chunk', 'png', pngs, '\0\0\0\0IEND\xae\x42\x60\x82'],
  ])('is left out, wherever it is cut: %s [1.13]', async (what, extension, all, end) => {
    const cut = all.flatMap((bytes, i) => [
      ...Array.from({ length: 5 }, () => ['whole', bytes] as const),
      ['cut', joined(bytes.subarray(0, Math.floor((bytes.length * (i + 0.5)) / all.length)), end)] as const,
    ]);
    const { report, bars } = await render(
      what,
      cut.map(([name, bytes]) => [`${name}.${extension}`, bytes] as const),
    );
    expect(report.frames_dropped).toHaveLength(all.length);
    expect(report.frames_dropped.every(({ name }) => name.includes('cut'))).toBe(true);
    expectBars(
      bars,
      all.flatMap((_, i) => [i, i, i, i, i]),
    );
  });

  it('is left out between the scans of a progressive JPEG, which no decoder minds [1.13]', async () => {
    const whole = Buffer.from(PROGRESSIVE_JPEG, 'base64');
    const scans = [...whole.entries()]
      .filter(([i, byte]) => byte === 0xff && whole[i + 1] === 0xda)
      .map(([i]) => i);
    expect(scans.length).toBeGreaterThan(5);
    const folder = join(scratch, 'progressive');
    mkdirSync(folder);
    for (let i = 0; i < 40; i += 1)
      writeFileSync(join(folder, `whole ${i}.jpg`), whole.subarray(0, i % 2 === 0 ? -2 : whole.length));
    for (const at of scans.slice(1)) writeFileSync(join(folder, `cut ${at}.jpg`), whole.subarray(0, at));
    const { code, report } = await runEngine([folder, join(scratch, 'progressive.mp4')], PLAIN);
    expect(code).toBe(0);
    expect(report.frames_used).toBe(40);
    expect(report.frames_dropped.map(({ reason }) => reason)).toEqual(
      scans.slice(1).map(() => expect.stringContaining(CUT_OFF)),
    );
  });
});

describe('a picture beyond all measure', () => {
  it('is left out with a sentence, and takes no memory [1.17]', async () => {
    const folder = join(scratch, 'beyond');
    mkdirSync(folder);
    for (const [i, jpeg] of jpegs.entries()) writeFileSync(join(folder, `a${i}.jpg`), jpeg);
    const long = (width: number, height: number): Buffer => {
      const png = Buffer.from(pngs[0]!);
      png.writeUInt32BE(width, 16);
      png.writeUInt32BE(height, 20);
      return png;
    };
    writeFileSync(join(folder, 'b1.png'), long(20_000, 1));
    writeFileSync(join(folder, 'b2.png'), long(2_000_000_000, 2_000_000_000));
    // A file with a hole of three gigabytes, which takes no room on the disk.
    for (const name of ['b3.jpg', 'b4.png']) {
      writeFileSync(join(folder, name), name === 'b3.jpg' ? jpegs[0]! : 'no picture');
      truncateSync(join(folder, name), 3_200_000_000);
    }
    const run = await runEngine([folder, join(scratch, 'beyond.mp4')], PLAIN);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.report.frames_used).toBe(jpegs.length);
    expect(run.report.frames_dropped).toEqual([
      { name: 'b1.png', reason: expect.stringContaining('20000x1') },
      { name: 'b2.png', reason: expect.stringContaining('too large') },
      { name: 'b3.jpg', reason: expect.stringContaining('3.2 GB') },
      { name: 'b4.png', reason: expect.stringContaining('3.2 GB') },
    ]);
    expect(run.report.peak_memory_bytes).toBeLessThan(2 ** 30);
  });

  it('of which there is nothing else ends the run with that sentence [1.17]', async () => {
    const folder = join(scratch, 'only-beyond');
    mkdirSync(folder);
    writePicture(join(folder, 'a.jpg'), 1, 1, () => [9, 9, 9], [
      '-vf',
      'pad=20000:1',
      '-pix_fmt',
      'yuvj444p',
    ]);
    const run = await runEngine([folder, join(scratch, 'only-beyond.mp4')], PLAIN);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('20000x1');
  });

  it('but of a shape that is seen is scaled down to what a video can have [1.17]', async () => {
    const folder = join(scratch, 'panorama');
    mkdirSync(folder);
    writePicture(join(folder, 'a.jpg'), 1, 1, () => [9, 9, 9], [
      '-vf',
      'pad=20000:500',
      '-pix_fmt',
      'yuvj420p',
    ]);
    const output = join(scratch, 'panorama.mp4');
    expect(await runEngine([folder, output], PLAIN)).toMatchObject({ code: 0, stderr: '' });
    expect(readVideo(output)).toMatchObject({ width: 8192, height: 204 });
  });
});

describe('a picture that changes after it was measured', () => {
  it('is shown as the next one, and listed [1.12]', async () => {
    const folder = writeFrames(join(scratch, 'changing'), 60, 640, 480, (x, y, i) => {
      const value = y < 100 ? 20 + 3 * i : (x * 7919 + y * 104729) % 251;
      return [value, value, value];
    });
    const path = (number: number): string => join(folder, `frame_00${number}.jpg`);
    const output = join(scratch, 'changing.mp4');
    let changed = false;
    const run = await runEngine([folder, output], PLAIN, {
      during: (_, stdout) => {
        if (changed || !stdout.includes('planning')) return;
        changed = true;
        unlinkSync(path(40));
        writeFileSync(path(45), 'no picture any more');
        truncateSync(path(50), 9000);
        unlinkSync(path(60));
      },
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.report.frames_used).toBe(56);
    expect(run.report.frames_dropped.map(({ name }) => name)).toEqual(
      [40, 45, 50, 60].map((n) => `frame_00${n}.jpg`),
    );
    const bars = readVideo(output).frames.map((frame) => colourAt(frame, 640, 320, 50)[1]);
    expect(bars).toHaveLength(60);
    const shownAs = (i: number): number => ([39, 44, 49].includes(i) ? i + 1 : Math.min(i, 58));
    for (const [i, found] of bars.entries()) {
      expect(Math.abs(found - (20 + 3 * shownAs(i))), `frame ${i} is ${found}`).toBeLessThanOrEqual(2);
    }
  });

  it('fails the run with the reason when they are too many [1.12]', async () => {
    const folder = writeFrames(join(scratch, 'going'), 60, 640, 480, (x, y, i) => [
      (x * 7919 + y * i) % 251,
      90,
      90,
    ]);
    let changed = false;
    const run = await runEngine([folder, join(scratch, 'going.mp4')], PLAIN, {
      during: (_, stdout) => {
        if (changed || !stdout.includes('planning')) return;
        changed = true;
        for (const name of readdirSync(folder).slice(30)) unlinkSync(join(folder, name));
      },
    });
    expect(run.code).toBe(4);
    expect(run.stderr).toMatch(/30 of 60 frames cannot be read.*changed while the video was being made/);
  });
});

describe('pictures of several kinds', () => {
  it('that alternate are decoded by one ffmpeg each, in both passes [1.15]', async () => {
    const { files, env, starts } = watchedFfmpeg('alternating');
    const kinds = [
      ['a.jpg', jpegs],
      ['a.png', pngs],
      ['b.jpg', jpegs.map((jpeg) => withSegment(jpeg, 0xe1, exifWith(Buffer.alloc(0))))],
    ] as const;
    for (let i = 0; i < 48; i += 1) {
      const [name, bytes] = kinds[i % 3]!;
      writeFileSync(join(files, `${String(i).padStart(2, '0')} ${name}`), bytes[Math.floor(i / 3)]!);
    }
    const output = join(scratch, 'alternating.mp4');
    const run = await runEngine([files, output], { ...PLAIN, ...env });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expectBars(
      readVideo(output).frames.map((frame) => colourAt(frame, W, W / 2, 12)[1]),
      Array.from({ length: 48 }, (_, i) => Math.floor(i / 3)),
    );
    // A JPEG and a PNG decoder in each pass; measuring may divide the pictures in parts.
    expect(starts()).toBeLessThanOrEqual(8);
  });

  it('of which there are many are in order, and no more than a few ffmpegs run at a time [1.15]', async () => {
    const { files, env, most } = watchedFfmpeg('many-kinds');
    for (let i = 0; i < 24; i += 1) {
      const path = join(files, `${String(i).padStart(2, '0')}.jpg`);
      const width = W + 16 * ((i * 5) % 7);
      writePicture(path, width, H, (x, y) => bar(x, y, i % 16));
    }
    const output = join(scratch, 'many-kinds.mp4');
    const run = await runEngine([files, output], { ...PLAIN, ...env });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.report.frames_dropped).toEqual([]);
    const { frames, width } = readVideo(output);
    const bright = frames.map((frame) => colourAt(frame, width, width / 2, H / 2 - 30)[1]);
    expect(bright).toHaveLength(24);
    for (const [i, value] of bright.entries())
      expect(Math.abs(value - (20 + 7 * (i % 16)))).toBeLessThanOrEqual(4);
    expect(most()).toBeLessThanOrEqual(7);
  });

  /** A folder for pictures, and an ffmpeg that writes down when it decodes. */
  function watchedFfmpeg(name: string): {
    files: string;
    env: Record<string, string>;
    starts: () => number;
    most: () => number;
  } {
    const files = join(scratch, name);
    const bin = join(scratch, `${name} bin`);
    const log = join(bin, 'log');
    for (const folder of [files, bin]) mkdirSync(folder);
    const script = [
      '#!/bin/sh',
      'case "$*" in *matroska*) ;; *) exec "$REAL_FFMPEG" "$@" ;; esac',
      `echo start >> '${log}'`,
      '"$REAL_FFMPEG" "$@" 3>&3; code=$?',
      `echo end >> '${log}'`,
      'exit $code',
    ];
    writeFileSync(join(bin, 'ffmpeg'), `${script.join('\n')}\n`, { mode: 0o755 });
    const lines = (): string[] => readFileSync(log, 'utf8').trim().split('\n');
    return {
      files,
      env: { PATH: `${bin}:${process.env.PATH}`, REAL_FFMPEG: realFfmpeg() },
      starts: () => lines().filter((line) => line === 'start').length,
      most: () => {
        let now = 0;
        return Math.max(...lines().map((line) => (now += line === 'start' ? 1 : -1)));
      },
    };
  }
});

function realFfmpeg(): string {
  const folders = (process.env.PATH ?? '').split(':');
  return folders.map((folder) => join(folder, 'ffmpeg')).find((path) => existsSync(path)) ?? 'ffmpeg';
}

const PROGRESSIVE_JPEG =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAwAEADASIAAhEBAxEB/8QAGQAAAwEBAQAAAAAAAAAAAAAAAAIDAQQF/8QAGQEAAwEBAQAAAAAAAAAAAAAAAQIDAAQF/9oADAMBAAIQAxAAAAHhC9YwMwhgbbALnH7jz95zF6tk78ynNrfoSIqJd1pA8+NN83r9fJ2ca//EACMQAAICAQMDBQAAAAAAAAAAAAECAAMREBIxBCIzEyAhMEP/2gAIAQEAAQUC+llGNACZgj2FidAu6d9YZi2gBMFoMNoEb5avCy11ZRNySjHqVS2Om1fzg56TxNwhxGbdLHDKT2iDnpPEeP/EAB0RAAICAgMBAAAAAAAAAAAAAAABAhETIRAiMRL/2gAIAQMBAT8BHJITvjtV0RSb2TjGL6j0rMix/JC36SVEvD//xAAeEQACAgICAwAAAAAAAAAAAAABAgADEBESIRNBUv/aAAgBAgEBPwHJrGp5bPiOxC7EqZivJh3Bazdam/WS3Gzc/8QAIxAAAgECBAcAAAAAAAAAAAAAAAEhEBECEjFxIDAyM0Fhof/aAAgBAQAGPwLmaE8UGhNIVyEyUxszMhmlzt/R2VoGIwu/ULd1e9HTAl4Ql7q96f/EACIQAAICAAYCAwAAAAAAAAAAAAERADEQIWFxkfAgQTBRsf/aAAgBAQABPyH4QDIEMZlERGghoCN/AIkMDEhZgtiiYlyZfWGQmLQSxfEoXxCQey4YgRNj8gAHFw0cw0GZWY84ZsNx4hfZHVQ97TCvednQYARe/UIjWUCwWouVWiPeJWUbzs6CX7T/2gAMAwEAAgADAAAAEP8Azk747PLfq5T/xAAcEQEBAQABBQAAAAAAAAAAAAABABExIUFRwdH/2gAIAQMBAT8QXJzGMaWtnI55h5xbOrSIwYd9592Jhz193WEdV//EAB8RAAMAAQMFAAAAAAAAAAAAAAABESExUZFBYbHR4f/aAAgBAgEBPxCkFLBVmjvOfgyrzNDEhs08mURx7Yld2CVwSMU5+jP/xAAjEAACAgEDBAMBAAAAAAAAAAABEQAhMRBhwVFxkaEgQbHw/9oACAEBAAE/EPkotFcCF9nrDIFTclzizZDAtMInocaONJzmEA5h6qBpqoaIOYS7Wx2hxQWSRiEChGiEqOqDNBzFVhii5gXBHB7mHRtxsU4x3MUUBKRFIwGdaDOCIEmSrIDzDGeJFFQDFYnHzOfibOapgD1vM/qdNPov2eyhi7w/EiARZNymQslBXNIBEoCvEf1iHlgCMneGAclABPZQ8ciPE//Z';

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  colourAt,
  ffmpeg,
  type Painter,
  paint,
  probe,
  readVideo,
  runEngine,
  scratchFolder,
  withOrientation,
  writePicture,
} from './helpers.ts';

const scratch = scratchFolder();
const W = 160;
const H = 96;

type Colour = readonly [number, number, number];
const RED: Colour = [200, 30, 30];
const GREEN: Colour = [30, 160, 40];
const BLUE: Colour = [40, 60, 190];
const WHITE: Colour = [235, 235, 235];

/** Four quarters of different colour, so that every turn and mirroring shows. */
const quarters: Painter = (x, y) => (y < H / 2 ? (x < W / 2 ? RED : GREEN) : x < W / 2 ? BLUE : WHITE);

function expectColour(found: Colour, wanted: Colour, tolerance = 3) {
  for (const c of [0, 1, 2] as const) {
    expect(Math.abs(found[c] - wanted[c]), `${found} for ${wanted}`).toBeLessThanOrEqual(tolerance);
  }
}

function expectColours(frame: Buffer, colours: readonly Colour[], tolerance = 3) {
  const centres = [
    [W / 4, H / 4],
    [(3 * W) / 4, H / 4],
    [W / 4, (3 * H) / 4],
    [(3 * W) / 4, (3 * H) / 4],
  ] as const;
  for (const [i, [x, y]] of centres.entries()) expectColour(colourAt(frame, W, x, y), colours[i]!, tolerance);
}

/** What must be stored so that a viewer that obeys `orientation` sees `seen` (EXIF 2.3, tag 0x0112). */
function storedFor(seen: Painter, orientation: number, width: number, height: number): Painter {
  const turn: Record<number, (x: number, y: number) => [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [width - 1 - x, y],
    3: (x, y) => [width - 1 - x, height - 1 - y],
    4: (x, y) => [x, height - 1 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [width - 1 - y, x],
    7: (x, y) => [width - 1 - y, height - 1 - x],
    8: (x, y) => [y, height - 1 - x],
  };
  return (x, y, i) => seen(...turn[orientation]!(x, y), i);
}

describe('pictures of every awkward kind in one folder', () => {
  const folder = join(scratch, 'kinds');
  const kinds: { name: string; colours: readonly Colour[]; tolerance?: number }[] = [];
  let frames: Buffer[] = [];

  beforeAll(async () => {
    mkdirSync(folder);
    const all = [RED, GREEN, BLUE, WHITE];
    const add = (name: string, args?: string[], painter: Painter = quarters, width = W, height = H) => {
      writePicture(join(folder, name), width, height, painter, args);
      kinds.push({ name, colours: all });
    };
    for (let orientation = 1; orientation <= 8; orientation += 1) {
      const [width, height] = orientation >= 5 ? [H, W] : [W, H];
      const name = `10-orientation-${orientation}.jpg`;
      add(name, undefined, storedFor(quarters, orientation, W, H), width, height);
      writeFileSync(join(folder, name), withOrientation(readFileSync(join(folder, name)), orientation));
    }
    add('20-rgb.png', ['-pix_fmt', 'rgb24']);
    add('21-16-bit.png', ['-pix_fmt', 'rgb48be']);
    add('22-palette.PNG', ['-pix_fmt', 'pal8']);
    kinds.at(-1)!.tolerance = 6; // 256 colours are no more exact
    add('23-alpha.png', ['-pix_fmt', 'rgba']);
    add('30-444.jpg', ['-pix_fmt', 'yuvj444p', '-q:v', '2']);
    add('31-422.jpg', ['-pix_fmt', 'yuvj422p', '-q:v', '2']);
    add('40-lossless.webp');
    add('41-larger.jpg', undefined, (x, y, i) => quarters(x / 2, y / 2, i), 2 * W, 2 * H);
    copyFileSync(join(folder, '20-rgb.png'), join(folder, '50-really-a-png.jpg'));
    kinds.push({ name: '50-really-a-png.jpg', colours: all });

    add('60-grey.jpg', ['-vf', 'format=gray', '-pix_fmt', 'gray', '-strict', 'unofficial', '-q:v', '2']);
    const grey = ([r, g, b]: Colour): Colour =>
      [0, 1, 2].map(() => 0.299 * r + 0.587 * g + 0.114 * b) as unknown as Colour;
    kinds.at(-1)!.colours = all.map(grey);

    // Half transparent red over black, and a wholly transparent quarter.
    const rgba = new Uint8Array(W * H * 4);
    for (let i = 0; i < W * H; i += 1) {
      const alpha = i < (W * H) / 2 ? (i % W < W / 2 ? 128 : 0) : 255;
      rgba.set([...quarters(i % W, Math.floor(i / W), 0), alpha], 4 * i);
    }
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${W}x${H}`, '-i', '-'];
    writeFileSync(
      join(folder, '70-glass.png'),
      ffmpeg([...raw, '-c:v', 'png', '-f', 'image2pipe', '-'], rgba),
    );
    kinds.push({
      name: '70-glass.png',
      colours: [RED.map((v) => v / 2) as unknown as Colour, [0, 0, 0], BLUE, WHITE],
    });

    const output = join(scratch, 'kinds.mp4');
    const run = await runEngine([folder, output], {
      TIMELAPSE_DEFLICKER: 'off',
      TIMELAPSE_QUALITY: '6',
      TIMELAPSE_HOLD_SECONDS: '0',
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.report.frames_dropped).toEqual([]);
    ({ frames } = readVideo(output));
  });

  it('each give one frame, in order, with the right colours in the right places', () => {
    expect(frames).toHaveLength(kinds.length);
    kinds.forEach((kind, i) => {
      try {
        expectColours(frames[i]!, kind.colours, kind.tolerance);
      } catch (error) {
        throw new Error(`${kind.name}: ${String(error)}`, { cause: error });
      }
    });
  });
});

describe('single pictures', () => {
  it('CMYK as Adobe stores it has its colours', async () => {
    const folder = join(scratch, 'cmyk');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.jpg'), Buffer.from(CMYK_JPEG, 'base64'));
    const output = join(scratch, 'cmyk.mp4');
    expect((await runEngine([folder, output], { TIMELAPSE_QUALITY: '6' })).code).toBe(0);
    const found = colourAt(readVideo(output).frames[0]!, 32, 16, 16);
    // (1 − C)(1 − K), (1 − M)(1 − K), (1 − Y)(1 − K) of C 0, M 100, Y 200, K 20.
    expectColour(found, [235, 143, 51]);
  });

  it('a progressive JPEG is decoded whole', async () => {
    const folder = join(scratch, 'progressive');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.jpg'), Buffer.from(PROGRESSIVE_JPEG, 'base64'));
    const output = join(scratch, 'progressive.mp4');
    expect((await runEngine([folder, output], { TIMELAPSE_QUALITY: '6' })).code).toBe(0);
    const found = colourAt(readVideo(output).frames[0]!, 32, 16, 16);
    expectColour(found, [10, 120, 220]);
  });

  it.each([
    [16, 16, 16, 16],
    [33, 17, 32, 16],
    [1, 1, 2, 2],
    [7680, 4320, 1920, 1080],
    [101, 1203, 90, 1080],
  ])('of %dx%d become a video of %dx%d', async (width, height, videoWidth, videoHeight) => {
    const folder = join(scratch, `size-${width}x${height}`);
    mkdirSync(folder);
    // Padded by ffmpeg: painting 8K pixel by pixel takes seconds.
    writePicture(join(folder, 'a.jpg'), 1, 1, () => BLUE, [
      '-vf',
      `pad=${width}:${height}`,
      '-pix_fmt',
      'yuvj444p',
      '-q:v',
      '2',
    ]);
    const output = join(scratch, `size-${width}x${height}.mp4`);
    expect(await runEngine([folder, output])).toMatchObject({ code: 0, stderr: '' });
    expect(probe(output).stream).toMatchObject({ width: videoWidth, height: videoHeight });
  });

  it('of another shape are fitted into the commonest size, on black', async () => {
    const folder = join(scratch, 'shapes');
    mkdirSync(folder);
    const white: Painter = () => WHITE;
    for (const name of ['a', 'b', 'd', 'e']) writePicture(join(folder, `${name}.jpg`), W, H, white);
    writePicture(join(folder, 'c.jpg'), H, H, white);
    const output = join(scratch, 'shapes.mp4');
    await runEngine([folder, output], { TIMELAPSE_DEFLICKER: 'off' });
    const third = readVideo(output).frames[2]!;
    expect(colourAt(third, W, 10, H / 2)[1]).toBeLessThan(4);
    expect(colourAt(third, W, W / 2, H / 2)[1]).toBeGreaterThan(230);
    expect(colourAt(third, W, W - 10, H / 2)[1]).toBeLessThan(4);
  });
});

describe('colours', () => {
  it('of a flicker-free sequence are those of the pictures, over the whole cube', async () => {
    const folder = join(scratch, 'cube');
    mkdirSync(folder);
    const steps = [0, 51, 102, 153, 204, 255];
    const cube: Painter = (x, y) => {
      const cell = Math.floor(y / 16) * 15 + Math.floor(x / 16);
      return [steps[cell % 6]!, steps[Math.floor(cell / 6) % 6]!, steps[Math.floor(cell / 36) % 6]!];
    };
    for (const name of ['a', 'b', 'c'])
      writePicture(join(folder, `${name}.png`), 240, 240, cube, ['-pix_fmt', 'rgb24']);
    const output = join(scratch, 'cube.mp4');
    expect((await runEngine([folder, output], { TIMELAPSE_QUALITY: '4' })).code).toBe(0);
    const [frame] = readVideo(output).frames;
    const wanted = paint(240, 240, cube);
    let worst = 0;
    for (let cell = 0; cell < 216; cell += 1) {
      const x = (cell % 15) * 16 + 8;
      const y = Math.floor(cell / 15) * 16 + 8;
      colourAt(frame!, 240, x, y).forEach((value, c) => {
        worst = Math.max(worst, Math.abs(value - wanted[3 * (y * 240 + x) + c]!));
      });
    }
    expect(worst).toBeLessThanOrEqual(4);
  });
});

const CMYK_JPEG =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAIAAgBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U69Ir48r9HaKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK//9k=';
const PROGRESSIVE_JPEG =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wgARCAAgACADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAVAQEBAAAAAAAAAAAAAAAAAAAAB//aAAwDAQACEAMQAAABmBXJWAAB/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQABBQIH/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAwEBPwEf/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAgEBPwEf/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQAGPwIH/8QAFBABAAAAAAAAAAAAAAAAAAAAQP/aAAgBAQABPyEH/9oADAMBAAIAAwAAABDzzzz/xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAEDAQE/EB//xAAUEQEAAAAAAAAAAAAAAAAAAAAg/9oACAECAQE/EB//xAAUEAEAAAAAAAAAAAAAAAAAAABA/9oACAEBAAE/EAf/2Q==';

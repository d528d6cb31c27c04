import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BrokenJpegError } from '../../src/media/jpeg-bits.ts';
import { type LumaBlocks, readLumaBlocks } from '../../src/media/jpeg-blocks.ts';
import { makeFolders } from '../helpers/start-app.ts';

/** A JPEG of ffmpeg's test picture, and how bright each of its blocks is as ffmpeg decodes it. */
async function drawn(size: string, ...how: string[]): Promise<{ bytes: Buffer; truth: Buffer }> {
  const path = join((await makeFolders()).data, 'picture.jpg');
  const [width = 0, height = 0] = size.split('x').map(Number);
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=${size}`, '-frames:v', '1'];
  execFileSync('ffmpeg', ['-v', 'error', ...source, ...how, '-q:v', '3', path]);
  const across = Math.floor(width / 8);
  const down = Math.floor(height / 8);
  const filter = `extractplanes=y,crop=${across * 8}:${down * 8}:0:0,scale=${across}:${down}:flags=area`;
  const truth = execFileSync('ffmpeg', [
    ...['-v', 'error', '-i', path, '-vf', filter],
    ...['-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
  ]);
  return { bytes: await readFile(path), truth };
}

function wholeOf(bytes: Uint8Array): LumaBlocks | null {
  const rows = readLumaBlocks(bytes);
  for (;;) {
    const row = rows.next();
    if (row.done) return row.value;
  }
}

describe('the brightness of a JPEG', () => {
  it.each([
    ['of one half the colours', '320x240', ['-pix_fmt', 'yuvj420p']],
    ['of a size that is no multiple of a block', '334x218', ['-pix_fmt', 'yuvj420p']],
    ['of colours as fine as the brightness', '320x240', ['-pix_fmt', 'yuvj444p']],
    ['of colours halved to one side', '320x240', ['-pix_fmt', 'yuvj422p']],
    ['without colours', '320x240', ['-pix_fmt', 'gray', '-color_range', 'pc']],
    ['with marks to begin again at', '320x240', ['-pix_fmt', 'yuvj420p', '-threads', '4', '-slices', '4']],
    ['with the usual tables', '320x240', ['-pix_fmt', 'yuvj420p', '-huffman', 'default']],
  ])('%s is that of its pixels', async (_, size, how) => {
    const { bytes, truth } = await drawn(size, ...how);
    const luma = wholeOf(bytes)!;
    const [width = 0, height = 0] = size.split('x').map(Number);
    expect([luma.width, luma.height]).toEqual([width, height]);
    const across = Math.ceil(width / 8);
    const inside = [...luma.blocks].filter(
      (_value, n) => n % across < Math.floor(width / 8) && Math.floor(n / across) < Math.floor(height / 8),
    );
    expect(inside).toHaveLength(truth.length);
    const apart = inside.map((value, n) => Math.abs(value - truth[n]!));
    expect(Math.max(...apart)).toBeLessThanOrEqual(2);
  });

  it('is read from the first scan of a progressive one', () => {
    const table = [0xff, 0xc4, 0, 20, 0, 1, ...Array.from({ length: 15 }, () => 0), 6];
    const bytes = Uint8Array.from([
      ...[0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, 16, ...Array.from({ length: 63 }, () => 1)],
      ...[0xff, 0xc2, 0, 11, 8, 0, 8, 0, 16, 1, 1, 0x11, 0],
      ...table,
      ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0x01],
      // Two blocks: 0 and six bits of 40, 0 and six bits of -40; the lowest bit comes in another scan.
      ...[0b01010000, 0b01011111],
      ...[0xff, 0xd9],
    ]);
    expect(wholeOf(bytes)).toMatchObject({
      width: 16,
      height: 8,
      blocks: Uint8Array.from([255, 128]),
    });
  });

  it('is not made up for a picture that ends early', async () => {
    const { bytes } = await drawn('320x240', '-pix_fmt', 'yuvj420p');
    for (const share of [0.01, 0.1, 0.5, 0.9, 0.99])
      expect(() => wholeOf(bytes.subarray(0, bytes.length * share)), `${share}`).toThrow(BrokenJpegError);
  });

  it('never runs astray in damaged ones', async () => {
    const { bytes } = await drawn('64x48', '-pix_fmt', 'yuvj420p');
    for (let at = 2; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 0xa5;
      try {
        wholeOf(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(BrokenJpegError);
      }
    }
  });
});

import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runEngine, scratchFolder, writeFrames } from '../engine/helpers.ts';
import { openPage } from '../helpers/browser.ts';

const WIDTH = 640;
const HEIGHT = 320;
const FRAMES = 24;
const SIDE = 80;

/** Levels of the patches of the scene: dark parts, middle ones, light ones, and what is blown out in every picture. */
const DARK = [15, 22, 30, 38, 45, 52, 60, 34];
const MIDDLE = [75, 90, 105, 120, 135, 150, 165, 180];
const WHITE = 255;
const truth = (x: number, y: number) => {
  const row = Math.floor(y / SIDE);
  if (row === 3) return WHITE;
  return (row === 1 ? MIDDLE : DARK)[Math.floor(x / SIDE)]!;
};

/** Where the inner parts of the patches begin. */
const CORNERS = Array.from({ length: (WIDTH * HEIGHT) / SIDE ** 2 }, (_, i) => {
  const across = WIDTH / SIDE;
  return [(i % across) * SIDE + 8, Math.floor(i / across) * SIDE + 8] as [number, number];
});

/** The light of a picture against the true one: jitter that does not lean to either side. */
const light = (i: number) => Math.exp(0.08 * Math.sin(2.4 * i));

function serve(video: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url !== '/video.mp4') {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><link rel="icon" href="data:,"><video src="video.mp4" muted></video>');
      return;
    }
    response.setHeader('Content-Type', 'video/mp4');
    createReadStream(video).pipe(response);
  });
  afterAll(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    );
  });
}

test('Chromium shows dark, middle and white parts of an evened-out video as they truly are [3.1]', async () => {
  const scratch = scratchFolder();
  const source = writeFrames(join(scratch, 'in'), FRAMES, WIDTH, HEIGHT, (x, y, i) => {
    // A fine texture, as a flat patch would stand on one whole level in every picture.
    const level = truth(x, y) + (truth(x, y) < WHITE ? 3 * Math.sin(x) * Math.cos(1.3 * y) : 0);
    const shown = truth(x, y) === WHITE ? WHITE : level * light(i);
    return [shown, shown, shown];
  });
  const video = join(scratch, 'video.mp4');
  const env = { TIMELAPSE_TARGET_SECONDS: '0', TIMELAPSE_FPS: '10', TIMELAPSE_QUALITY: '4' };
  const { code, report } = await runEngine([source, video], env);
  expect(code).toBe(0);
  expect(report.flicker_after).toBeLessThan(report.flicker_before / 5);
  const { page } = await openPage(await serve(video));
  const shown = await page.evaluate(
    async ({ corners, size, times }) => {
      const video = document.querySelector('video')!;
      const when = (event: string): Promise<Event> =>
        new Promise((resolve) => video.addEventListener(event, resolve, { once: true }));
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) await when('loadeddata');
      const canvas = document.createElement('canvas');
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      const meanFrom = ({ data }: ImageData): number =>
        data.reduce((sum, value, i) => sum + (i % 4 === 3 ? 0 : value), 0) / (size * size * 3);
      const means: number[][] = [];
      for (const time of times) {
        const seeked = when('seeked');
        video.currentTime = time;
        await seeked;
        context.drawImage(video, 0, 0);
        means.push(corners.map(([x, y]) => meanFrom(context.getImageData(x, y, size, size))));
      }
      return means;
    },
    { corners: CORNERS, size: SIDE - 16, times: [0.25, 0.55, 0.95, 1.35, 1.75, 2.25] },
  );
  for (const patches of shown) {
    patches.forEach((level, i) => {
      const wanted = truth(...CORNERS[i]!);
      expect(Math.abs(level - wanted), `patch of ${wanted} is ${level}`).toBeLessThan(0.5);
    });
  }
});

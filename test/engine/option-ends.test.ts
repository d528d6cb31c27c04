import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { engineEnvironment } from '../../src/queue/engine-environment.ts';
import { type VideoOptions, videoOptionsSchema } from '../../src/options/catalogue.ts';
import { renderSettings } from '../../src/recipes/render-settings.ts';
import { probe, runEngine, scratchFolder, writeFrames } from './helpers.ts';

/* The engine as the app calls it, with every value that the settings let through. */

const scratch = scratchFolder();
const source = writeFrames(join(scratch, 'print'), 4, 322, 242, (x, y, i) => [x + i, y + 9 * i, 90]);
const defaults = videoOptionsSchema.parse({});

interface Limits {
  minimum: number;
  maximum: number;
  enum?: unknown[];
}
const limits = z.toJSONSchema(videoOptionsSchema).properties as unknown as Record<string, Limits>;

/** The lowest and highest value of each option, or each of its words. */
const ends = Object.entries(limits).flatMap(([name, { minimum, maximum, enum: words }]) =>
  (words ?? [minimum, maximum]).map((value): [string, unknown] => [name, value]),
);

/** What goes with a value so that it is obeyed and allowed. */
const COMPANIONS: Record<string, Partial<VideoOptions>> = {
  fps: { target_seconds: 0 },
  min_fps: { max_fps: 120 },
  max_fps: { min_fps: 1 },
};

const ODD: [string, Partial<VideoOptions>][] = [
  ['everything at its lowest', { ...lowest(), target_seconds: 0, preset: 'veryfast', deflicker: 'off' }],
  ['everything at its highest', { ...highest(), preset: 'slow', deflicker: 'strong' }],
  [
    'the best quality of a still held long',
    { quality: 1, target_seconds: 0, fps: 1, hold_last_frame_seconds: 60 },
  ],
  ['one rate only, and no whole one', { min_fps: 23.976, max_fps: 23.976 }],
  ['a length of almost nothing', { target_seconds: 1e-7 }],
  ['a hold of almost nothing', { hold_last_frame_seconds: 1e-7 }],
  ['an odd height', { max_height: 121 }],
];

function lowest(): Partial<VideoOptions> {
  return atEnd('minimum');
}

function highest(): Partial<VideoOptions> {
  return atEnd('maximum');
}

function atEnd(end: 'minimum' | 'maximum'): Partial<VideoOptions> {
  const numbers = Object.entries(limits).filter(([, each]) => each.enum === undefined);
  return Object.fromEntries(numbers.map(([name, each]) => [name, each[end]]));
}

/** Renders with these options. @returns the video's stream, as ffprobe reads it */
async function render(video: Partial<VideoOptions>) {
  const output = join(scratch, 'video.mp4');
  const options = videoOptionsSchema.parse({ ...defaults, preset: 'veryfast', ...video });
  const run = await runEngine(
    [source, output],
    engineEnvironment({
      settings: renderSettings(options, {}),
      title: 'Print',
      lowMemory: false,
      files: { excluded: null, included: null, overlay: null },
    }),
  );
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const { stream } = probe(output);
  expect(stream).toMatchObject({ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p' });
  expect(Number(stream.nb_read_frames)).toBeGreaterThanOrEqual(4);
  return stream;
}

describe('the engine makes a video that plays everywhere', () => {
  it.each(ends)('with %s = %s [1.27]', async (name, value) => {
    await render({ ...COMPANIONS[name], [name]: value });
  });

  it.each(ODD)('with %s [1.27]', async (_, video) => {
    await render(video);
  });
});

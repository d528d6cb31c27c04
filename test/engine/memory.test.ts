import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ffmpeg, runEngine, scratchFolder } from './helpers.ts';
import { mkdirSync } from 'node:fs';

// Chosen for a steady picture, or all of them.
it.each([
  ['off', 5000],
  ['auto', 600],
])(
  'needs the same memory for 100 and for 5,000 frames, steady %s',
  { timeout: 240_000 },
  async (steady, used) => {
    const scratch = scratchFolder();
    const peak = async (frames: number) => {
      const folder = join(scratch, String(frames));
      mkdirSync(folder);
      ffmpeg([
        '-f',
        'lavfi',
        '-i',
        `testsrc2=size=64x48:rate=25`,
        '-frames:v',
        String(frames),
        '-pix_fmt',
        'yuvj420p',
        join(folder, 'f%05d.jpg'),
      ]);
      const run = await runEngine([folder, join(scratch, `${frames}.mp4`)], { TIMELAPSE_STEADY: steady });
      expect(run).toMatchObject({ code: 0, stderr: '' });
      // This pattern tumbles, and is coarsely stored: still none of its frames is a glitch.
      expect(run.report.frames_used).toBe(Math.min(frames, used));
      return run.report.peak_memory_bytes;
    };
    const few = await peak(100);
    const many = await peak(5000);
    // Lists of names and curves grow, and the collector of a longer run is lazier.
    expect(many - few).toBeLessThan(60e6);
  },
);

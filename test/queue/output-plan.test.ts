import { describe, expect, it } from 'vitest';
import {
  isPartialName,
  numberedName,
  partialPath,
  planOutput,
  videoFileName,
} from '../../src/queue/output-plan.ts';

const folder = { folderName: 'Benchy', sourceFolder: '/images/Benchy' };

describe('the video of an image folder', () => {
  it.each([
    ['same', '/images/Benchy', null],
    ['separate', '/videos', null],
    ['both', '/videos', '/images/Benchy'],
  ] as const)('with the strategy %s goes to %s, its copy to %s', (strategy, to, copyFolder) => {
    const options = { timelapse_output_strategy: strategy, timelapse_output_folder: '/videos' };
    expect(planOutput(folder, options)).toEqual({ folder: to, copyFolder, fileName: 'Benchy.mp4' });
  });
});

describe('the name of a video', () => {
  it.each([['Benchy'], ['a.b'], ['Größe "XL" 🖨️'], ['x.mp4'], [' '], ['%d'], ['-rf']])(
    'is that of the image folder: %s',
    (name) => {
      expect(videoFileName(name)).toBe(`${name}.mp4`);
    },
  );

  it.each([
    ['letters', 'x', 245],
    ['umlauts', 'ü', 122],
    ['CJK characters', '層', 81],
    ['emoji', '🖨', 61],
  ])('of %s is cut between characters, with room for a counter', (_what, character, fitting) => {
    const long = videoFileName(character.repeat(250));
    expect(long).toBe(`${character.repeat(fitting)}.mp4`);
    expect(videoFileName(character.repeat(fitting))).toBe(long);
    const counted = numberedName(long, 999);
    expect(Buffer.byteLength(counted)).toBeLessThanOrEqual(255);
    expect(Buffer.from(counted).toString()).toBe(counted);
  });

  it('of 255 bytes that end in a wide character never ends in half of it', () => {
    for (let lead = 240; lead <= 248; lead += 1) {
      const name = videoFileName(`${'x'.repeat(lead)}🖨🖨`);
      expect(name).toMatch(/^x+🖨*\.mp4$/u);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(249);
    }
  });

  it('is counted from the second one of that name on', () => {
    expect(numberedName('Benchy.mp4', 1)).toBe('Benchy.mp4');
    expect(numberedName('Benchy.mp4', 2)).toBe('Benchy (2).mp4');
    expect(numberedName('x.mp4.mp4', 10)).toBe('x.mp4 (10).mp4');
  });
});

describe('the hidden name of a video in the making', () => {
  const runId = '123e4567-e89b-42d3-a456-426614174000';

  it('is known as such, and as no other', () => {
    const path = partialPath('/videos', runId);
    expect(path).toBe(`/videos/.timelapse-${runId}.part.mp4`);
    expect(isPartialName(`.timelapse-${runId}.part.mp4`)).toBe(true);
  });

  it.each(['.timelapse-1.part.mp4', `timelapse-${runId}.part.mp4`, `.timelapse-${runId}.mp4`, '.hidden.mp4'])(
    'is not %s',
    (name) => {
      expect(isPartialName(name)).toBe(false);
    },
  );
});

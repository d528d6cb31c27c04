import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseFrames } from '../../../src/engine/input/recipe-frames.ts';
import type { FrameFile } from '../../../src/engine/input/list-frames.ts';
import { readRecipe } from '../../../src/engine/run/recipe-settings.ts';
import { scratchFolder } from '../helpers.ts';

const scratch = scratchFolder();

function folderOf(...numbers: number[]): FrameFile[] {
  return numbers.map((number) => ({
    name: `img${number}.jpg`,
    path: '',
    modifiedAt: number,
    size: 1,
  }));
}

function choose(env: Record<string, string>, frames = folderOf(1, 2, 3, 8, 9, 10)) {
  const chosen = chooseFrames(frames, readRecipe(env));
  return { ...chosen, names: chosen.frames.map(({ name }) => name.replace(/\D/g, '')).join(' ') };
}

function listOf(...names: string[]): string {
  const path = join(scratch, `names ${names.length} ${Math.random()}`);
  writeFileSync(path, names.join('\0'));
  return path;
}

describe('the range of a recipe', () => {
  it.each([
    [{}, '1 2 3 8 9 10', null, null],
    [{ TIMELAPSE_FIRST_FRAME: 'img3.jpg' }, '3 8 9 10', 'img3.jpg', null],
    [{ TIMELAPSE_LAST_FRAME: 'img9.jpg' }, '1 2 3 8 9', null, 'img9.jpg'],
    [
      { TIMELAPSE_FIRST_FRAME: 'img2.jpg', TIMELAPSE_LAST_FRAME: 'img10.jpg' },
      '2 3 8 9 10',
      'img2.jpg',
      'img10.jpg',
    ],
    [{ TIMELAPSE_FIRST_FRAME: 'img8.jpg', TIMELAPSE_LAST_FRAME: 'img8.jpg' }, '8', 'img8.jpg', 'img8.jpg'],
  ])('%j takes %s [4.2]', (env, names, first, last) => {
    expect(choose(env)).toMatchObject({ names, first, last, notFound: [] });
  });

  it.each([
    [{ TIMELAPSE_FIRST_FRAME: 'img5.jpg' }, '8 9 10', 'img8.jpg'],
    [{ TIMELAPSE_FIRST_FRAME: 'img99.jpg' }, '10', 'img10.jpg'],
    [{ TIMELAPSE_LAST_FRAME: 'img5.jpg' }, '1 2 3', 'img3.jpg'],
    [{ TIMELAPSE_LAST_FRAME: 'img0.jpg' }, '1', 'img1.jpg'],
    [{ TIMELAPSE_LAST_FRAME: 'img99.jpg' }, '1 2 3 8 9 10', 'img10.jpg'],
  ])('%j, which is gone, takes %s and says so [4.2]', (env, names, instead) => {
    const [[variable, name]] = Object.entries(env) as [[string, string]];
    const field = variable === 'TIMELAPSE_FIRST_FRAME' ? 'first_frame' : 'last_frame';
    expect(choose(env)).toMatchObject({ names, notFound: [{ field, name, instead }] });
  });

  it('of which everything is gone shows the frame after it [4.2]', () => {
    const chosen = choose({ TIMELAPSE_FIRST_FRAME: 'img5.jpg', TIMELAPSE_LAST_FRAME: 'img6.jpg' });
    expect(chosen).toMatchObject({ names: '8', first: 'img8.jpg', last: 'img8.jpg' });
    expect(chosen.notFound).toHaveLength(2);
  });

  it.each([
    ['img9.jpg', 'img3.jpg'],
    ['img10.jpg', 'img9.jpg'],
    ['img7.jpg', 'img5.jpg'],
  ])('from %s to %s is refused [4.2]', (first, last) => {
    expect(() => choose({ TIMELAPSE_FIRST_FRAME: first, TIMELAPSE_LAST_FRAME: last })).toThrow(
      `TIMELAPSE_FIRST_FRAME is "${first}", but must not come after TIMELAPSE_LAST_FRAME, which is "${last}".`,
    );
  });
});

describe('names of frames to leave out and to keep', () => {
  it('are taken from a file, and those not in the folder are told [4.2]', () => {
    const odd = ['zwei\nZeilen 🚢.jpg', '-x.jpg', ' .png'];
    const frames = [...folderOf(1, 2), ...odd.map((name) => ({ name, path: '', modifiedAt: 0, size: 1 }))];
    const env = {
      TIMELAPSE_EXCLUDE: listOf('img2.jpg', ...odd, 'gone.jpg', ''),
      TIMELAPSE_INCLUDE: listOf('img1.jpg', 'img7.jpg'),
    };
    const chosen = choose(env, frames);
    expect(chosen).toMatchObject({ names: '1', excluded: 4, included: new Set(['img1.jpg', 'img7.jpg']) });
    expect(chosen.notFound).toEqual([
      { field: 'excluded_frames', name: 'gone.jpg', instead: null },
      { field: 'included_frames', name: 'img7.jpg', instead: null },
    ]);
  });

  it('count only within the range [4.2]', () => {
    const chosen = choose({
      TIMELAPSE_FIRST_FRAME: 'img3.jpg',
      TIMELAPSE_EXCLUDE: listOf('img1.jpg', 'img8.jpg'),
    });
    expect(chosen).toMatchObject({ names: '3 9 10', excluded: 1, notFound: [] });
  });

  it('that leave none are refused [4.2]', () => {
    const all = folderOf(1, 2, 3, 8, 9, 10).map(({ name }) => name);
    expect(() => choose({ TIMELAPSE_EXCLUDE: listOf(...all) })).toThrow(/^No frames are left: .* all 6 /);
  });

  it.each(['TIMELAPSE_EXCLUDE', 'TIMELAPSE_INCLUDE'])(
    'in a file that %s cannot read are refused [4.2]',
    (name) => {
      const path = join(scratch, 'no such list');
      expect(() => choose({ [name]: path })).toThrow(`${name} is "${path}", but must be the path of a file`);
    },
  );
});

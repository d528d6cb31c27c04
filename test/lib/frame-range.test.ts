import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseFrames } from '../../src/engine/input/recipe-frames.ts';
import { selectFrames } from '../../src/recipes/select-frames.ts';
import { scratchFolder } from '../engine/helpers.ts';

const scratch = scratchFolder();
const names = ['a1.jpg', 'a2.jpg', 'a10.jpg', 'a11.png', 'snap.jpg'];
const ends = [undefined, 'a0.jpg', 'a1.jpg', 'a02.jpg', 'a3.jpg', 'a10.jpg', 'a11.jpg', 'b.jpg', 'z.jpg'];
const ranges = ends.flatMap((first) => ends.slice(ends.indexOf(first)).map((last) => ({ first, last })));

it.each(ranges)('the engine and the app agree on $first to $last [4.2]', ({ first, last }) => {
  const list = join(scratch, 'excluded');
  writeFileSync(list, 'a2.jpg\0');
  const frames = names.map((name) => ({ name, path: '', modifiedAt: 0, size: 1 }));
  const selection = { first: first ?? null, last: last ?? null, included: [] };
  const byApp = selectFrames(names, { ...selection, excluded: ['a2.jpg'] });
  const recipe = { first, last, excludeList: list, rotate: 0, flip: 'none' } as const;
  const byEngine = () => chooseFrames(frames, recipe as never).frames.map(({ name }) => name);
  if (byApp.length === 0) expect(byEngine).toThrow('No frames are left');
  else expect(byEngine()).toEqual(byApp);
});

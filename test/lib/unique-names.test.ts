import { expect, it } from 'vitest';
import { uniqueNames } from '../../src/lib/unique-names.ts';

it('names of files are allowed everywhere, and each is there once', () => {
  const names = ['Benchy', 'benchy', 'Benchy (2)', 'a/b\\c:d', '..', '龙 🐉', '<b>', 'x\u0000y\u202e', ' . '];
  expect(uniqueNames(names, '.mp4')).toEqual([
    'Benchy.mp4',
    'benchy (2).mp4',
    'Benchy (2) (2).mp4',
    'a b c d.mp4',
    'video.mp4',
    '龙 🐉.mp4',
    'b.mp4',
    'x y.mp4',
    'video (2).mp4',
  ]);
});

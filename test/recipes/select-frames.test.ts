import { expect, it } from 'vitest';
import { selectFrames } from '../../src/recipes/select-frames.ts';

const names = ['img2.jpg', 'img4.jpg', 'img10.jpg', 'img12.jpg'];

it.each([
  ['nothing is set', {}, names],
  ['both ends are there', { first: 'img4.jpg', last: 'img10.jpg' }, ['img4.jpg', 'img10.jpg']],
  ['both ends are gone', { first: 'img3.jpg', last: 'img11.jpg' }, ['img4.jpg', 'img10.jpg']],
  ['some are left out', { excluded: ['img4.jpg', 'gone.jpg'] }, ['img2.jpg', 'img10.jpg', 'img12.jpg']],
  ['it begins after the end', { first: 'img99.jpg' }, ['img12.jpg']],
  ['it ends before the beginning', { last: 'img1.jpg' }, ['img2.jpg']],
  ['all of it is gone', { first: 'img5.jpg', last: 'img6.jpg' }, ['img10.jpg']],
  [
    'the same number is written in another way',
    { first: 'img04.jpg', last: 'img010.jpg' },
    ['img4.jpg', 'img10.jpg'],
  ],
  ['all of it is left out', { excluded: names }, []],
])('selects the right pictures when %s [4.2]', (_, selection, selected) => {
  const all = { first: null, last: null, excluded: [], included: [] };
  expect(selectFrames(names, { ...all, ...selection })).toEqual(selected);
});

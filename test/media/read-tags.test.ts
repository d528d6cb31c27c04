import { expect, test } from 'vitest';
import { parseTags } from '../../src/media/read-tags.ts';

const recipe = { engine: 'printernizer-timelapse', folder: 'Benchy', frames: 12 };
const tags = (change: Record<string, string | undefined> = {}) =>
  JSON.stringify({
    format: {
      tags: {
        title: 'My boat',
        comment: JSON.stringify(recipe),
        creation_time: '2026-11-20T12:30:00.000000Z',
        ...change,
      },
    },
  });

test('the tags of a video of ours name folder, title, frames and time', () => {
  expect(parseTags(tags())).toEqual({
    title: 'My boat',
    folderName: 'Benchy',
    frames: 12,
    newestFrameAt: Date.UTC(2026, 10, 20, 12, 30),
  });
  expect(parseTags(tags({ title: 'Benchy' }))?.title).toBeNull();
});

test.each([
  ['no tags', '{"format":{}}'],
  ['no JSON', 'ffprobe: not found'],
  ['a comment of someone else', tags({ comment: 'made with love' })],
  ['the recipe of another program', tags({ comment: JSON.stringify({ ...recipe, engine: 'other' }) })],
  ['a recipe without its folder', tags({ comment: JSON.stringify({ ...recipe, folder: undefined }) })],
  ['no time', tags({ creation_time: undefined })],
])('%s is no video of ours', (_what, json) => {
  expect(parseTags(json)).toBeNull();
});

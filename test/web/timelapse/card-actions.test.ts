import { describe, expect, it } from 'vitest';
import { cardActions } from '../../../web/timelapse/card-actions.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

describe('what a card offers', () => {
  it.each([
    ['a new folder', makeFolder(), 'process', ['pin', 'recipe', 'edit', 'link', 'delete']],
    [
      'one in the queue',
      makeFolder({ status: 'pending' }),
      'cancel',
      ['process', 'pin', 'recipe', 'edit', 'link', 'delete'],
    ],
    [
      'one being rendered',
      makeFolder({ status: 'processing' }),
      'cancel',
      ['pin', 'recipe', 'edit', 'link', 'delete'],
    ],
    [
      'a finished one',
      makeTimelapse(),
      'play',
      ['render_again', 'pin', 'download', 'recipe', 'edit', 'link', 'log', 'delete'],
    ],
    [
      'one whose video is gone',
      makeTimelapse({ video_exists: false }),
      'render_again',
      ['pin', 'recipe', 'edit', 'link', 'log', 'delete'],
    ],
    [
      'one whose frames are gone',
      makeTimelapse({ source_missing: true }),
      'play',
      ['pin', 'download', 'recipe', 'edit', 'link', 'log', 'delete'],
    ],
    [
      'one that was taken in as a video',
      makeTimelapse({ origin: 'video', source_missing: true }),
      'play',
      ['pin', 'download', 'recipe', 'edit', 'link', 'log', 'delete'],
    ],
    [
      'one of those whose new version failed',
      makeTimelapse({ origin: 'video', source_missing: true, status: 'failed' }),
      'retry',
      ['play', 'pin', 'download', 'recipe', 'edit', 'link', 'log', 'delete'],
    ],
    ['a failed one', makeFolder({ status: 'failed' }), 'retry', ['pin', 'recipe', 'edit', 'link', 'delete']],
    [
      'one with nothing left',
      makeTimelapse({ source_missing: true, video_exists: false }),
      null,
      ['pin', 'edit', 'link', 'log', 'delete'],
    ],
  ])('for %s fits', (_name, timelapse, primary, menu) =>
    expect(cardActions(timelapse, true)).toEqual({ primary, menu }),
  );

  it.each([
    ['one that is here', makeTimelapse(), true, 'archive'],
    ['one without an archive folder', makeTimelapse(), false, undefined],
    ['one being rendered', makeTimelapse({ status: 'processing' }), true, undefined],
    ['one without a video', makeTimelapse({ video_exists: false }), true, undefined],
    ['one on its way there', makeTimelapse({ archive_state: 'archiving' }), true, 'unarchive'],
    ['an archived one', makeTimelapse({ archive_state: 'archived' }), false, 'unarchive'],
    ['one on its way back', makeTimelapse({ archive_state: 'returning' }), true, undefined],
  ])('moves %s to the archive or back', (_name, timelapse, hasArchive, action) =>
    expect(cardActions(timelapse, true, hasArchive).menu.find((each) => each.endsWith('archive'))).toBe(
      action,
    ),
  );

  it.each([
    ['a finished one', makeTimelapse(), 'play', ['download', 'log']],
    ['one being rendered again', makeTimelapse({ status: 'processing' }), 'play', ['download', 'log']],
    ['a new folder', makeFolder(), null, []],
    ['one whose video is gone', makeTimelapse({ video_exists: false }), null, ['log']],
  ])('for %s is only what changes nothing, to those who may only look', (_name, timelapse, primary, menu) =>
    expect(cardActions(timelapse, false)).toEqual({ primary, menu }),
  );
});

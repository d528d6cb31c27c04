import { describe, expect, it } from 'vitest';
import { cardActions } from '../../../web/util/card-actions.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

describe('what a card offers', () => {
  it.each([
    ['a new folder', makeFolder(), 'process', ['pin', 'delete']],
    ['one in the queue', makeFolder({ status: 'pending' }), 'cancel', ['process', 'pin', 'delete']],
    ['one being rendered', makeFolder({ status: 'processing' }), 'cancel', ['pin', 'delete']],
    ['a finished one', makeTimelapse(), 'play', ['render_again', 'pin', 'download', 'log', 'delete']],
    [
      'one whose video is gone',
      makeTimelapse({ video_exists: false }),
      'render_again',
      ['pin', 'log', 'delete'],
    ],
    [
      'one whose frames are gone',
      makeTimelapse({ source_missing: true }),
      'play',
      ['pin', 'download', 'log', 'delete'],
    ],
    ['a failed one', makeFolder({ status: 'failed' }), 'retry', ['pin', 'delete']],
    [
      'one with nothing left',
      makeTimelapse({ source_missing: true, video_exists: false }),
      null,
      ['pin', 'log', 'delete'],
    ],
  ])('for %s fits', (_name, timelapse, primary, menu) =>
    expect(cardActions(timelapse)).toEqual({ primary, menu }),
  );
});

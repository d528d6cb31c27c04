import { describe, expect, it } from 'vitest';
import {
  frameFates,
  rangeOf,
  withoutMissing,
  withRange,
  withToggled,
} from '../../../web/recipe/frame-fates.ts';
import { makeFrame, makeFrames } from './make-frame.ts';

const FIVE = makeFrames(5, (n) => (n === 3 ? { state: 'black' } : {}));

describe('what becomes of the frames [4.3]', () => {
  it('is decided by range, lists and what is wrong with them', () => {
    const draft = { first_frame: 'img2.jpg', excluded_frames: ['img4.jpg'] };
    expect(frameFates(FIVE, draft)).toEqual(['trimmed', 'used', 'automatic', 'left_out', 'used']);
    expect(frameFates(FIVE, { included_frames: ['img3.jpg'] })).toEqual(Array(5).fill('used'));
    // Many glitches in a row are another scene.
    const glitches = [makeFrame(1, { state: 'glitch', chosen: true }), makeFrame(2, { state: 'glitch' })];
    expect(frameFates(glitches, {})).toEqual(['used', 'automatic']);
    const broken = [makeFrame(1, { state: 'unreadable' }), makeFrame(2, { state: 'frozen' })];
    expect(frameFates(broken, { included_frames: ['img1.jpg'] })).toEqual(['unreadable', 'used']);
  });

  it('is turned round, and back to where it was', () => {
    const out = withToggled({}, FIVE[0]!, 'used');
    expect(out).toEqual({ excluded_frames: ['img1.jpg'] });
    expect(withToggled(out, FIVE[0]!, 'left_out')).toEqual({});
    const taken = withToggled({}, FIVE[2]!, 'automatic');
    expect(taken).toEqual({ included_frames: ['img3.jpg'] });
    expect(withToggled(taken, FIVE[2]!, 'used')).toEqual({});
  });

  it('takes in a black frame that was also left out by hand', () => {
    expect(withToggled({ excluded_frames: ['img3.jpg'] }, FIVE[2]!, 'left_out')).toEqual({
      included_frames: ['img3.jpg'],
    });
  });
});

describe('the range [4.3]', () => {
  it('names no end of the folder, so that new frames are used', () => {
    expect(withRange(FIVE, {}, { first: 1, last: 4 })).toEqual({ first_frame: 'img2.jpg' });
    expect(withRange(FIVE, { first_frame: 'img2.jpg' }, { first: 0, last: 3 })).toEqual({
      last_frame: 'img4.jpg',
    });
  });

  it('is the whole folder without a recipe', () => expect(rangeOf(FIVE, {})).toEqual({ first: 0, last: 4 }));

  it('moves inside when its ends are gone, and forgets others that are', () => {
    const draft = {
      first_frame: 'img1b.jpg',
      last_frame: 'img4x.jpg',
      excluded_frames: ['img2.jpg', 'img9.jpg'],
      included_frames: ['img8.jpg'],
    };
    expect(withoutMissing(FIVE, draft)).toEqual({
      first_frame: 'img2.jpg',
      last_frame: 'img4.jpg',
      excluded_frames: ['img2.jpg'],
    });
  });
});

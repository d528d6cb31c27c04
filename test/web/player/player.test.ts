import { describe, expect, it } from 'vitest';
import { english as en } from '../../../web/i18n/whole-dictionary.ts';
import { metadataRows } from '../../../web/player/metadata-rows.ts';
import { playerActions } from '../../../web/player/player-actions.ts';
import { playerCommand } from '../../../web/player/player-keys.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const key = (name: string, more: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key: name, ...more });

describe('keys of the player', () => {
  it.each([
    [' ', 'video', 'toggle'],
    [' ', 'button', null],
    ['N', 'button', 'next'],
    ['ArrowLeft', 'video', 'back'],
    ['.', 'video', 'frame_forward'],
    ['l', 'wa-dropdown-item', null],
    ['Escape', 'video', null],
    ['l', 'input', null],
    [' ', 'input', null],
    ['ArrowLeft', 'slider', null],
    [' ', 'slider', 'toggle'],
    ['ArrowLeft', 'range', 'back'],
    ['+', 'video', 'zoom_in'],
    ['0', 'video', 'zoom_whole'],
    ['i', 'button', 'picture_in_picture'],
  ])('"%s" on %s is %s', (name, focused, command) => expect(playerCommand(key(name), focused)).toBe(command));

  it('are left to the browser with a modifier', () => {
    expect(playerCommand(key('p', { ctrlKey: true }), 'video')).toBeNull();
  });
});

describe('what the player knows', () => {
  it('is shown with names, without what is not known', () => {
    const rows = Object.fromEntries(metadataRows(makeTimelapse({ fps: 29.97 }), { texts: en, tag: 'en' }));
    expect(rows).toMatchObject({ Length: '0:13', Resolution: '1920 × 1080, 29.97 fps', Frames: '240' });
    expect(rows).not.toHaveProperty('Printer');
    expect(rows).not.toHaveProperty('Unreadable frames');
    expect(rows).not.toHaveProperty(en.meta.left_out);
  });

  it('has the number of frames that were left out automatically [4.4]', () => {
    const rows = metadataRows(makeTimelapse({ frames_left_out: 1200 }), { texts: en, tag: 'en' });
    expect(rows).toContainEqual([en.meta.left_out, '1,200']);
  });

  it('offers all but playing', () => {
    expect(playerActions(makeTimelapse(), true)).toEqual([
      'pin',
      'download',
      'share',
      'recipe',
      'edit',
      'link',
      'render_again',
      'log',
      'delete',
    ]);
  });

  it('offers no changes to those who may only view', () => {
    expect(playerActions(makeTimelapse(), false)).toEqual(['download', 'share', 'log']);
    expect(playerActions(makeTimelapse({ video_exists: false }), false)).toEqual(['log']);
  });
});

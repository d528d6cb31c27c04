import { describe, expect, it } from 'vitest';
import { mediaAddress } from '../../../src/homeassistant/media/media-address.ts';

const mediaRoot = '/media';
const linked = { mediaRoot, linkedFolder: '/share/timelapses' };

describe('the address of a video in the Media panel', () => {
  it('goes through our link', () => {
    expect(mediaAddress('/share/timelapses/Benchy.mp4', linked)).toEqual({
      media_content_id: 'media-source://media_source/local/timelapses/Benchy.mp4',
      media_url: '/media/local/timelapses/Benchy.mp4',
    });
  });

  it('is direct for a file that lies in the media folder itself', () => {
    expect(mediaAddress('/media/nas/prints/Benchy.mp4', { mediaRoot, linkedFolder: null })).toEqual({
      media_content_id: 'media-source://media_source/local/nas/prints/Benchy.mp4',
      media_url: '/media/local/nas/prints/Benchy.mp4',
    });
  });

  it('keeps the name in the id and encodes it in the URL', () => {
    expect(mediaAddress('/share/timelapses/Vase №1 #2 100%?.mp4', linked)).toEqual({
      media_content_id: 'media-source://media_source/local/timelapses/Vase №1 #2 100%?.mp4',
      media_url: '/media/local/timelapses/Vase%20%E2%84%961%20%232%20100%25%3F.mp4',
    });
  });

  it.each([
    ['without a link', '/share/timelapses/Benchy.mp4', null],
    ['beside the linked folder', '/share/timelapses-old/Benchy.mp4', '/share/timelapses'],
    ['beside its frames', '/share/timelapse-images/Benchy/Benchy.mp4', '/share/timelapses'],
    ['with a name that Home Assistant refuses', '/share/timelapses/Benchy~1.mp4', '/share/timelapses'],
    ['with two dots in its name', '/share/timelapses/Benchy..mp4', '/share/timelapses'],
    ['while it is hidden', '/share/timelapses/.Benchy.part.mp4', '/share/timelapses'],
    ['without a video', null, '/share/timelapses'],
  ])('is none %s', (_why, path, linkedFolder) => {
    expect(mediaAddress(path, { mediaRoot, linkedFolder })).toEqual({
      media_content_id: null,
      media_url: null,
    });
  });

  it('follows another media folder', () => {
    expect(mediaAddress('/tmp/m/a.mp4', { mediaRoot: '/tmp/m', linkedFolder: null }).media_url).toBe(
      '/media/local/a.mp4',
    );
  });
});

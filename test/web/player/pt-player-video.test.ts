import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../../../web/player/pt-player-video.ts';
import type { PtPlayerVideo } from '../../../web/player/pt-player-video.ts';

let player: PtPlayerVideo;
let video: HTMLVideoElement;

beforeEach(async () => {
  player = document.createElement('pt-player-video');
  player.src = './one';
  document.body.append(player);
  await player.updateComplete;
  video = player.shadowRoot!.querySelector('video')!;
  // Not there yet, while it is sent on.
  Object.defineProperty(video, 'seeking', { value: true });
  Object.defineProperty(video, 'paused', { value: false });
  video.pause = () => {};
  video.load = () => {};
});

afterEach(() => document.body.replaceChildren());

describe('the video of the player', () => {
  it.each([
    ['another one', () => (player.src = './two')],
    ['loaded again', () => player.reload()],
  ])('begins at its beginning when it is %s, wherever it was sent before', async (_what, change) => {
    player.seekTo(7);
    expect(player.moment).toBe(7);
    change();
    await player.updateComplete;
    expect(player.moment).toBe(0);
  });

  it('is not started by a hold of the one before', async () => {
    const play = vi.fn(async () => {});
    video.play = play;
    player.hold(true);
    player.src = './two';
    await player.updateComplete;
    player.hold(false);
    expect(play).not.toHaveBeenCalled();
  });
});

import { describe, expect, test } from 'vitest';
import { FIREFOX, openFirefox } from '../helpers/firefox.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { engine } from '../helpers/start-app.ts';
import { startWithVideo } from '../helpers/with-video.ts';

if (FIREFOX === undefined) {
  console.log('The tests in Firefox are skipped: there is none. Install firefox-esr to have them run.');
}

describe.skipIf(FIREFOX === undefined)('Firefox', () => {
  test.each([
    ['of the bundled engine', {}],
    ['of more bytes than one slice', { timelapse_flickerfree_path: engine('noise.sh') }],
  ])('plays a video %s, seeks in it and loops it', async (_name, options) => {
    const bundled = { timelapse_flickerfree_path: '/usr/local/bin/do_timelapse.sh' };
    const { app, done } = await startWithVideo('Benchy', { ...bundled, ...options });
    const page = await openFirefox(`${await startIngressProxy(app.app.port)}#/timelapses/${done.id}`);
    const seen = await page.evaluate(async () => {
      const when = (target: EventTarget, event: string): Promise<Event> =>
        new Promise((resolve) => target.addEventListener(event, resolve, { once: true }));
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const inside = (element: Element | null | undefined, name: string) =>
        element?.shadowRoot?.querySelector(name);
      let video: HTMLVideoElement | null | undefined;
      while (!video) {
        await frame();
        const dialog = document.querySelector('pt-player-dialog');
        video = inside(inside(dialog, 'pt-player-video'), 'video') as HTMLVideoElement | null | undefined;
      }
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) await when(video, 'loadeddata');
      const seeks: number[] = [];
      video.pause();
      for (const share of [0.9, 0.1, 0.5]) {
        const seeked = when(video, 'seeked');
        video.currentTime = share * video.duration;
        await seeked;
        seeks.push(video.currentTime / video.duration);
      }
      video.loop = true;
      video.playbackRate = 4;
      const around = when(video, 'seeked');
      await video.play();
      await around;
      const afterLoop = { ended: video.ended, paused: video.paused };
      video.loop = false;
      await when(video, 'ended');
      return { seeks, afterLoop, width: video.videoWidth, atEnd: video.currentTime / video.duration };
    });
    for (const [index, share] of [0.9, 0.1, 0.5].entries()) expect(seen.seeks[index]).toBeCloseTo(share, 1);
    expect(seen.afterLoop).toEqual({ ended: false, paused: false });
    expect(seen.atEnd).toBeCloseTo(1, 1);
    expect(seen.width).toBe(done.width);
  });

  test('gives the focus back to what opened a dialog', async () => {
    const { app } = await startWithVideo('Benchy');
    const page = await openFirefox(await startIngressProxy(app.app.port));
    const focused = await page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const until = async <Value>(look: () => Value | null | undefined | false): Promise<Value> => {
        for (;;) {
          const value = look();
          if (value) return value;
          await frame();
        }
      };
      const inside = (element: Element | null | undefined, name: string): HTMLElement | null | undefined =>
        element?.shadowRoot?.querySelector<HTMLElement>(name);
      const storage = await until(() => {
        const timelapses = inside(document.querySelector('pt-app'), 'pt-timelapses');
        return inside(inside(timelapses, 'pt-storage'), 'button');
      });
      const hasFocus = (): boolean => (storage.getRootNode() as ShadowRoot).activeElement === storage;
      storage.focus();
      storage.click();
      const close = await until(() => {
        const dialog = document.querySelector('pt-cleanup-dialog');
        const isOpen = inside(inside(dialog, 'wa-dialog'), 'dialog[open]');
        return isOpen && inside(dialog, '.header .icon-button');
      });
      await until(() => !hasFocus());
      close.click();
      await until(() => document.querySelector('pt-cleanup-dialog') === null);
      return hasFocus();
    });
    expect(focused).toBe(true);
  });
});

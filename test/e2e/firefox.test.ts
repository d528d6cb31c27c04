import { describe, expect, test } from 'vitest';
import { FIREFOX, type InPage, openFirefox } from '../helpers/firefox.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { startWithBoth } from '../helpers/print-with-both.ts';
import { engine } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { LOGGED, startWithPrintLog } from '../helpers/with-print-log.ts';
import { startWithVideo } from '../helpers/with-video.ts';

if (FIREFOX === undefined) {
  console.log('The tests in Firefox are skipped: there is none. Install firefox-esr to have them run.');
}

describe.skipIf(FIREFOX === undefined)('Firefox', () => {
  test('switches between the videos of a print', async () => {
    const { pictures, printed, url } = await startWithBoth();
    const page = await openFirefox(`${url}#/timelapses/${pictures.id}`);
    const seen = await page.evaluate(async () => {
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const inside = (element: Element | null | undefined, name: string) =>
        element?.shadowRoot?.querySelector(name);
      const videoIn = () => {
        const dialog = document.querySelector('pt-player-dialog');
        const chips = inside(dialog, 'pt-print-videos')?.shadowRoot?.querySelectorAll('button') ?? [];
        const video = inside(inside(dialog, 'pt-player-video'), 'video') as
          HTMLVideoElement | null | undefined;
        return { chips: [...chips], video };
      };
      while (videoIn().chips.length < 2 || !videoIn().video?.videoWidth) await frame();
      const [first, second] = videoIn().chips;
      const widths = [videoIn().video!.videoWidth];
      second!.click();
      while (second!.getAttribute('aria-pressed') !== 'true' || !videoIn().video?.videoWidth) await frame();
      while (videoIn().video!.videoHeight !== 128) await frame();
      widths.push(videoIn().video!.videoWidth);
      return { widths, pressed: first!.getAttribute('aria-pressed'), address: location.hash };
    });
    expect(seen).toEqual({ widths: [160, 160], pressed: 'false', address: `#/timelapses/${printed.id}` });
  });

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
        return inside(inside(inside(timelapses, 'pt-folded-storage'), 'pt-storage'), 'button');
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

  test('trims pictures in the editor, with a preview, and cuts a video whose pictures are gone [4.3]', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const url = await startIngressProxy(app.app.port);
    const edited = await (await openFirefox(url)).evaluate(editInPage);
    expect(edited).toEqual({ drawn: 12, first: '2', previewed: true });
    expect((await app.request('DELETE', `/timelapses/${done.id}/frames`)).status).toBe(200);
    const cut = await (await openFirefox(url)).evaluate(cutInPage);
    expect(cut).toMatchObject({ first: '0:00.08', strip: true });
    // The middle of the second of twelve frames in a second.
    expect(cut.at).toBeCloseTo(1.5 / 12, 2);
    await waitFor('the cut video', async () => ((await app.one(done.id)).video_duration ?? 1) < 0.95);
  });

  test('shows what the printer did, jumps to a layer, and follows a drag along the temperatures', async () => {
    const { app, done } = await startWithPrintLog();
    const page = await openFirefox(`${await startIngressProxy(app.app.port)}#/timelapses/${done.id}`);
    expect(await page.evaluate(followInPage)).toEqual({
      jumped: { layer: '50', at: '5' },
      stepped: '4',
      dragged: { at: '8', picture: 8 },
      temperature: `Nozzle ${LOGGED.nozzle(8)} °C`,
    });
  });
});

/** Runs in the page: opens the editor of the only card, and trims one picture off. */
async function editInPage({ inside, until }: InPage) {
  const card = ['pt-app', 'pt-timelapses', 'pt-gallery', 'pt-card'];
  (await until(() => inside(...card, 'pt-menu', 'button'))).click();
  (await until(() => inside(...card, 'pt-menu', 'wa-dropdown-item[value=recipe]'))).click();
  const film = ['pt-recipe-dialog', 'pt-recipe-editor', 'pt-film'];
  const handle = await until(() => inside(...film, 'pt-trim-bar', 'pt-range-bar', '.handle.first'));
  handle.focus();
  handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  await until(() => handle.getAttribute('aria-valuenow') === '2');
  const strip = await until(() => inside(...film, 'pt-film-strip', '.all'));
  const stage = ['pt-recipe-dialog', 'pt-recipe-editor', 'pt-stage'];
  const preview = await until(() => {
    const image = inside(...stage, '.fit[aria-busy=false] img.preview') as
      HTMLImageElement | null | undefined;
    return image?.complete && image;
  });
  return {
    drawn: strip.querySelectorAll('.frame').length,
    first: handle.getAttribute('aria-valuenow'),
    previewed: preview.naturalWidth > 0,
  };
}

/** Runs in the page: cuts the first frame off the video of the only card. */
async function cutInPage({ inside, until }: InPage) {
  const card = ['pt-app', 'pt-timelapses', 'pt-gallery', 'pt-card'];
  (await until(() => inside(...card, 'pt-menu', 'button'))).click();
  (await until(() => inside(...card, 'pt-menu', 'wa-dropdown-item[value=recipe]'))).click();
  const handle = await until(() => inside('pt-cut-dialog', 'pt-range-bar', '.handle.first'));
  await until(() => inside('pt-cut-dialog', 'pt-cut-strip', 'img:not([hidden])'));
  const video = (await until(() => inside('pt-cut-dialog', 'pt-cut-video', 'video'))) as HTMLVideoElement;
  await until(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
  handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  // It has sought the first frame before.
  await until(() => !video.seeking && video.currentTime > 0.1);
  const shown = {
    first: handle.getAttribute('aria-valuetext'),
    at: video.currentTime,
    strip: inside('pt-cut-dialog', 'pt-cut-strip', 'img')!.clientWidth > 0,
  };
  (await until(() => inside('pt-cut-dialog', '.foot .filled:not(:disabled)'))).click();
  await until(() => document.querySelector('pt-cut-dialog') === null);
  return shown;
}

/** Runs in the page: jumps to a layer, steps back by a key, and drags the curve. */
async function followInPage({ inside, until }: InPage) {
  const data = ['pt-player-dialog', 'pt-print-data-slot', 'pt-print-data'];
  const curve = await until(() => inside(...data, 'pt-temperature-curve', '.plot'));
  const video = (await until(() =>
    inside('pt-player-dialog', 'pt-player-video', 'video'),
  )) as HTMLVideoElement;
  await until(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
  video.pause();
  const at = (): string | null => curve.getAttribute('aria-valuenow');
  const isAt = (n: number) => (): boolean => !video.seeking && at() === String(n);

  const layer = inside(...data, 'pt-layer-field', 'input') as HTMLInputElement;
  layer.value = '45';
  layer.dispatchEvent(new InputEvent('input', { bubbles: true }));
  layer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await until(isAt(5));
  const jumped = { layer: layer.value, at: at() };

  curve.focus();
  curve.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, composed: true }));
  await until(isAt(4));
  const stepped = at();

  const { left, top, width } = curve.getBoundingClientRect();
  const point = (type: string, part: number): void => {
    const place = { clientX: left + part * width, clientY: top + 5 };
    // Only a pointer that the browser knows can be captured.
    curve.setPointerCapture = () => {};
    curve.dispatchEvent(new PointerEvent(type, { ...place, button: 0, pointerId: 1, bubbles: true }));
  };
  point('pointerdown', 0.1);
  point('pointermove', 0.4);
  point('pointermove', 7 / 11);
  point('pointerup', 7 / 11);
  await until(isAt(8));
  const picture = Math.floor(video.currentTime * 12) + 1;
  const summary = curve.getAttribute('aria-valuetext') ?? '';
  const temperature = summary.split(', ').find((part) => part.startsWith('Nozzle'));
  return { jumped, stepped, dragged: { at: at(), picture }, temperature };
}

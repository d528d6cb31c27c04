import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { LOGGED, startWithPrintLog } from '../helpers/with-print-log.ts';
import { startWithVideo } from '../helpers/with-video.ts';
import { en } from '../../web/i18n/en.ts';
import { printDataTextsDe } from '../../web/print-data/print-data-texts-de.ts';
import { printDataTextsEn as texts } from '../../web/print-data/print-data-texts-en.ts';

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_name, device) => {
  test('the player shows what the printer did, jumps to a layer, and is dragged along the temperatures', async () => {
    const { app, done } = await startWithPrintLog();
    const url = await startIngressProxy(app.app.port);
    const { page, problems, press } = await openPage(`${url}#/timelapses/${done.id}`, device);
    const data = page.locator('pt-print-data');
    const video = page.locator('pt-player-dialog video');
    const curve = data.getByRole('slider');
    const layer = data.getByRole('textbox', { name: texts.jump });
    const picture = (): Promise<number> =>
      video.evaluate(
        (element: HTMLVideoElement, fps) => Math.floor(element.currentTime * fps) + 1,
        done.fps!,
      );
    const isPaused = (): Promise<boolean> => video.evaluate((element: HTMLVideoElement) => element.paused);
    const factOf = async (name: string): Promise<string | undefined> =>
      (await data.locator('dl > div', { hasText: name }).locator('dd').textContent())?.trim();
    const shows = async (n: number): Promise<void> => {
      await waitFor(`picture ${n}`, async () => (await picture()) === n);
      await waitFor(
        `layer of picture ${n}`,
        async () => (await layer.inputValue()) === String(LOGGED.layer(n)),
      );
      expect(await factOf(texts.nozzle)).toBe(texts.celsius(String(LOGGED.nozzle(n))));
      expect(await factOf(texts.bed)).toBe(texts.celsius('60'));
      expect(await factOf(texts.elapsed)).toBe(`${LOGGED.minutes(n)}:00`);
      expect(await factOf(texts.progress)).toBe(en.percent(String(Math.round((n / 12) * 100))));
      expect(await curve.getAttribute('aria-valuetext')).toContain(texts.celsius(String(LOGGED.nozzle(n))));
      expect(await curve.getAttribute('aria-valuenow')).toBe(String(n));
    };

    await curve.waitFor();
    if (!(await isPaused())) await press(video);
    await waitFor('the pause', isPaused);
    await data.getByText(texts.of('120')).waitFor();
    expect(await curve.locator('path').count()).toBe(2);

    await layer.fill('45');
    await layer.press('Enter');
    await shows(5);
    await press(data.getByRole('button', { name: texts.nextLayer }));
    await shows(6);
    await press(data.getByRole('button', { name: texts.previousLayer }));
    await shows(5);
    await layer.fill('9999');
    await layer.press('Enter');
    await shows(12);
    expect(await data.getByRole('button', { name: texts.nextLayer }).isDisabled()).toBe(true);
    // What is no number changes nothing, and its letters are no keys of the player.
    await layer.fill('lots');
    await layer.press('Enter');
    await shows(12);

    await curve.focus();
    await page.keyboard.press('ArrowLeft');
    await shows(11);
    await page.keyboard.press('Home');
    await shows(1);
    await page.keyboard.press('ArrowRight');
    await shows(2);

    await drag(curve, [0, 0.25, 4 / 11]);
    await shows(5);
    expect(await isPaused()).toBe(true);
    // While it plays, a drag holds it, and lets it play on.
    await video.evaluate(async (element: HTMLVideoElement) => {
      element.loop = true;
      element.playbackRate = 0.25;
      await element.play();
    });
    await drag(curve, [0.2, 7 / 11], async () => {
      await shows(8);
      expect(await isPaused()).toBe(true);
    });
    await waitFor('it to play on', async () => !(await isPaused()));
    await waitFor('the curve to follow', async () => (await curve.getAttribute('aria-valuenow')) !== '8');
    expect(problems).toEqual([]);

    /** With a finger, or the mouse. @param parts of its width */
    async function drag(what: Locator, parts: number[], meanwhile = async () => {}): Promise<void> {
      await what.scrollIntoViewIfNeeded();
      const { x, y, width, height } = (await what.boundingBox())!;
      const points = parts.map((part): [number, number] => [x + part * width, y + height / 2]);
      if (device.hasTouch) {
        const finger = await slide(page, points);
        await meanwhile();
        await finger.lift();
        return;
      }
      await page.mouse.move(...points[0]!);
      await page.mouse.down();
      for (const point of points) await page.mouse.move(...point);
      await meanwhile();
      await page.mouse.up();
    }
  });

  test('nothing is shown of a print of which nothing is known', async () => {
    const { app, done } = await startWithVideo();
    const url = await startIngressProxy(app.app.port);
    const answered = { done: false };
    const { page, problems } = await openPage(`${url}#/timelapses/${done.id}`, {
      ...device,
      prepare: async (opened) => {
        opened.on('requestfinished', (request) => {
          if (request.url().endsWith('/print-data')) answered.done = true;
        });
      },
    });
    await page.locator('pt-player-dialog video').waitFor();
    await waitFor('the answer', () => answered.done);
    await page.locator('pt-player-dialog pt-flicker, pt-player-dialog pt-facts').first().waitFor();
    expect(await page.locator('pt-print-data').count()).toBe(0);
    expect(problems).toEqual([]);
  });
});

test('it speaks German', async () => {
  const { app, done } = await startWithPrintLog();
  const url = await startIngressProxy(app.app.port);
  const { page } = await openPage(`${url}#/timelapses/${done.id}`, { ...DESKTOP, locale: 'de-DE' });
  const data = page.locator('pt-print-data');
  await data.getByRole('textbox', { name: printDataTextsDe.jump }).waitFor();
  await data.getByRole('slider', { name: printDataTextsDe.curve }).waitFor();
  await data.getByText(printDataTextsDe.nozzle).waitFor();
});

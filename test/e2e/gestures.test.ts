import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, doubleTap, openPage, PHONE, pinch, slide } from '../helpers/browser.ts';
import { FIREFOX, type InPage, openFirefox } from '../helpers/firefox.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';
import { stageTexts } from '../../web/stage/stage-texts.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

const texts = stageTexts(en);

/** Three videos by name, the middle one open. */
async function startWithThree(): Promise<string> {
  const { app, found } = await startWithFolders(['A', 'B', 'C']);
  for (const folder of found) await render(app, folder);
  return `${await startIngressProxy(app.app.port)}#/timelapses/${found[1]!.id}?sort=name`;
}

const stageOf = (page: Page): Locator => page.locator('pt-player-dialog pt-player-stage');
const scaleOf = (page: Page): Promise<number> =>
  stageOf(page)
    .locator('.picture')
    .evaluate((picture) => new DOMMatrix(getComputedStyle(picture).transform).a);
const shows = (page: Page, name: string): Promise<void> =>
  page.locator('pt-player-dialog h2').first().getByText(name, { exact: true }).waitFor();
const paused = (page: Page): Promise<boolean> =>
  page.locator('pt-player-dialog video').evaluate((video: HTMLVideoElement) => video.paused);
const moment = (page: Page): Promise<number> =>
  page.locator('pt-player-dialog video').evaluate((video: HTMLVideoElement) => video.currentTime);

describe('the player by finger', () => {
  test('is swiped to the next and the previous, tapped, zoomed, moved and closed', async () => {
    const { page, problems } = await openPage(await startWithThree(), PHONE);
    await shows(page, 'B');
    await waitFor('the video to play', async () => (await moment(page)) > 0);
    await expectAccessible(page);
    const { x, y, width, height } = (await stageOf(page).boundingBox())!;
    const at = (across: number, down = 0.5): [number, number] => [x + width * across, y + height * down];

    const left = await slide(page, [at(0.8), at(0.6), at(0.3)]);
    await left.lift();
    await shows(page, 'C');
    const nowhere = await slide(page, [at(0.8), at(0.6), at(0.3)]);
    await nowhere.lift();
    const right = await slide(page, [at(0.2), at(0.4), at(0.7)]);
    await right.lift();
    await shows(page, 'B');

    const length = await page.locator('pt-player-dialog video').evaluate(async (video: HTMLVideoElement) => {
      while (!(video.duration > 0)) await new Promise((resolve) => requestAnimationFrame(resolve));
      video.loop = false;
      video.pause();
      return video.duration;
    });
    await doubleTap(page, at(0.9));
    await waitFor('the jump ahead', async () => (await moment(page)) >= Math.min(5, length) - 0.1);
    await doubleTap(page, at(0.1));
    await waitFor('the jump back', async () => (await moment(page)) < length / 2);
    const before = await paused(page);
    await stageOf(page).tap({ position: { x: width / 2, y: height / 2 } });
    await waitFor('the tap', async () => (await paused(page)) !== before);

    await pinch(page, [at(0.45), at(0.55)], [at(0.2), at(0.8)]);
    await waitFor('the zoom', async () => (await scaleOf(page)) > 2);
    const drag = await slide(page, [at(0.8), at(0.6), at(0.3)]);
    await drag.lift();
    await shows(page, 'B');
    await page.locator('pt-player-dialog pt-player-stage .whole').tap();
    await waitFor('the whole picture', async () => (await scaleOf(page)) === 1);

    const down = await slide(page, [at(0.5, 0.2), at(0.5, 0.5), at(0.5, 0.9)]);
    await down.lift();
    await page.locator('pt-player-dialog').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});

describe('the player by mouse', () => {
  test('zooms with the wheel and keys, moves, fills the screen with its controls, and becomes a small picture', async () => {
    const { page, problems } = await openPage(await startWithThree(), DESKTOP);
    const player = page.locator('pt-player-dialog');
    await shows(page, 'B');
    const { x, y, width, height } = (await stageOf(page).boundingBox())!;
    await page.mouse.move(x + width / 4, y + height / 2);
    await page.mouse.wheel(0, -400);
    await waitFor('the zoom', async () => (await scaleOf(page)) > 1.5);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
    await page.mouse.up();
    await shows(page, 'B');
    await page.mouse.dblclick(x + width / 2, y + height / 2);
    await waitFor('the whole picture', async () => (await scaleOf(page)) === 1);
    await page.keyboard.press('+');
    await waitFor('the zoom by key', async () => (await scaleOf(page)) > 1.4);
    await page.keyboard.press('0');
    await waitFor('the whole picture again', async () => (await scaleOf(page)) === 1);

    await player.getByRole('button', { name: texts.full_screen }).click();
    await player.locator('pt-player-screen[full]').waitFor();
    await player.getByRole('button', { name: en.next }).click();
    await shows(page, 'C');
    await player.locator('pt-player-screen[full] pt-player-controls').waitFor();
    await page.keyboard.press('f');
    await player.locator('pt-player-screen:not([full])').waitFor();
    await shows(page, 'C');

    const asked = page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          HTMLVideoElement.prototype.requestPictureInPicture = async function () {
            resolve(this.isConnected);
            throw new DOMException('Not here', 'NotAllowedError');
          };
        }),
    );
    await player.getByRole('button', { name: texts.picture_in_picture }).click();
    expect(await asked).toBe(true);
    await player.getByRole('slider', { name: texts.position }).fill('0.5');
    await waitFor('the sought moment', async () => Math.abs((await moment(page)) - 0.5) < 0.6);
    expect(problems).toEqual([]);
  });
});

describe.skipIf(FIREFOX === undefined)('Firefox', () => {
  test('swipes, taps, zooms and closes', async () => {
    const page = await openFirefox(await startWithThree());
    const seen = await page.evaluate(gesturesInPage);
    expect(seen).toEqual({ swiped: 'C', zoomed: true, whole: true, toggled: true });
  });
});

/** Runs in the page: the pointer events of fingers. */
async function gesturesInPage({ inside, until }: InPage) {
  const stage = () => inside('pt-player-dialog', 'pt-player-stage');
  const title = () => inside('pt-player-dialog', 'h2')?.textContent?.trim();
  const video = () => inside('pt-player-dialog', 'pt-player-video', 'video') as HTMLVideoElement | null;
  const scale = (): number =>
    new DOMMatrix(getComputedStyle(inside('pt-player-dialog', 'pt-player-stage', '.picture')!).transform).a;
  const point = (type: string, x: number, y: number, pointerId = 1): void => {
    const { left, top, width, height } = stage()!.getBoundingClientRect();
    const place = { clientX: left + x * width, clientY: top + y * height };
    const more = { pointerId, pointerType: 'touch', bubbles: true, composed: true };
    stage()!.dispatchEvent(new PointerEvent(type, { ...place, ...more }));
  };
  const drag = (from: [number, number], to: [number, number]): void => {
    point('pointerdown', ...from);
    for (const part of [0.3, 0.6, 1])
      point('pointermove', from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part);
    point('pointerup', ...to);
  };
  const tap = (x: number, y: number): void => {
    point('pointerdown', x, y);
    point('pointerup', x, y);
  };

  await until(() => title() === 'B' && video()?.videoWidth);
  drag([0.8, 0.5], [0.2, 0.5]);
  await until(() => title() === 'C' && video()?.videoWidth);
  const swiped = title();
  point('pointerdown', 0.4, 0.5, 1);
  point('pointerdown', 0.6, 0.5, 2);
  point('pointermove', 0.2, 0.5, 1);
  point('pointermove', 0.8, 0.5, 2);
  point('pointerup', 0.2, 0.5, 1);
  point('pointerup', 0.8, 0.5, 2);
  await until(() => scale() > 2);
  const zoomed = scale() > 2;
  tap(0.5, 0.5);
  tap(0.5, 0.5);
  await until(() => scale() === 1);
  const whole = scale() === 1;
  const before = video()!.paused;
  tap(0.5, 0.5);
  await until(() => video()!.paused !== before);
  drag([0.5, 0.2], [0.5, 0.9]);
  await until(() => document.querySelector('pt-player-dialog') === null);
  return { swiped, zoomed, whole, toggled: true };
}

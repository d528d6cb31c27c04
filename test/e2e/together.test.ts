import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { FIREFOX, type InPage, openFirefox } from '../helpers/firefox.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { focusedName } from '../helpers/keyboard.ts';
import { startWithBoth } from '../helpers/print-with-both.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';
import { togetherTexts } from '../../web/together/together-texts.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

const texts = togetherTexts(en);

const shares = (page: Page): Promise<number[]> =>
  page.locator('pt-player-dialog video').evaluateAll((videos) =>
    videos.map((video) => {
      const { currentTime, duration } = video as HTMLVideoElement;
      return currentTime / duration;
    }),
  );
const inStepAt = (page: Page, share: number): Promise<unknown> =>
  waitFor(`both at ${share}`, async () => {
    const both = await shares(page);
    return both.length === 2 && both.every((one) => Math.abs(one - share) < 0.1);
  });

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('two videos on a %s', (_name, device) => {
  test('are selected, compared side by side and with a divider, in step, and so is the address', async () => {
    const { app, found } = await startWithFolders(['A', 'B']);
    for (const folder of found) await render(app, folder);
    const url = `${await startIngressProxy(app.app.port)}#/?sort=name`;
    const { page, problems, press } = await openPage(url, device);
    await page.locator('pt-card').nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await page.locator('pt-select-bar').getByText('1 selected').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('x');
    await press(page.locator('pt-select-bar').getByRole('button', { name: en.compare_selected }));
    const player = page.locator('pt-player-dialog');
    await player.locator('pt-beside-video video').waitFor();
    await expectAccessible(page);

    await player.locator('pt-player-video video').evaluate((video: HTMLVideoElement) => video.pause());
    const bar = player.locator('pt-seek-bar input');
    const half = await bar.evaluate(async (input: HTMLInputElement) => {
      while (!(Number(input.max) > 0)) await new Promise((resolve) => requestAnimationFrame(resolve));
      return Number(input.max) / 2;
    });
    await bar.fill(String(half));
    await inStepAt(page, 0.5);

    const chip = (name: string): Locator => player.locator('pt-together').getByRole('button', { name });
    await press(chip(texts.layout.divider));
    const divider = player.getByRole('slider', { name: texts.divider });
    const stage = (await player.locator('pt-player-stage').boundingBox())!;
    const at = (part: number): [number, number] => [
      stage.x + stage.width * part,
      stage.y + stage.height * 0.8,
    ];
    if (device.hasTouch) await (await slide(page, [at(0.5), at(0.4), at(0.25)])).lift();
    else {
      await page.mouse.move(...at(0.5));
      await page.mouse.down();
      await page.mouse.move(...at(0.25), { steps: 3 });
      await page.mouse.up();
    }
    await waitFor(
      'the divider',
      async () => Math.abs(Number(await divider.getAttribute('aria-valuenow')) - 25) < 3,
    );
    await divider.press('ArrowRight');
    await waitFor(
      'the key',
      async () => Math.abs(Number(await divider.getAttribute('aria-valuenow')) - 30) < 3,
    );
    await expectAccessible(page);
    await page.reload();
    await player.locator('pt-video-pair[layout=divider] pt-beside-video').waitFor();
    await press(chip(texts.one));
    await player.locator('pt-beside-video').waitFor({ state: 'detached' });
    await waitFor('the focus on the video', async () => (await focusedName(page)) === 'A');
    await page.keyboard.press('l');
    await player.getByRole('button', { name: en.loop, pressed: true }).waitFor();
    expect(problems).toEqual([]);
  });
});

test('the videos of a print are shown one in the other, and swapped', async () => {
  const { pictures, printed, url } = await startWithBoth();
  const { page, problems } = await openPage(`${url}#/timelapses/${pictures.id}`, DESKTOP);
  const player = page.locator('pt-player-dialog');
  await player.locator('pt-together pt-menu button').first().click();
  await player.locator(`pt-together wa-dropdown-item[value="${printed.id}"]`).click();
  await player.locator('pt-beside-video video').waitFor();
  await player.locator('pt-together').getByRole('button', { name: texts.layout.inset }).click();
  await player.locator('pt-video-pair[layout=inset]').waitFor();
  await player.locator('pt-together').getByRole('button', { name: texts.swap }).click();
  await waitFor('the swap', async () =>
    decodeURIComponent(page.url()).includes(`${printed.id},${pictures.id},inset`),
  );
  await player.locator('pt-video-pair[layout=inset] pt-beside-video video').waitFor();
  expect(problems).toEqual([]);
});

describe.skipIf(FIREFOX === undefined)('Firefox', () => {
  test('keeps two videos in step', async () => {
    const { app, found } = await startWithFolders(['A', 'B']);
    for (const folder of found) await render(app, folder);
    const url = await startIngressProxy(app.app.port);
    const page = await openFirefox(`${url}#/timelapses/${found[0]!.id},${found[1]!.id},divider`);
    expect(await page.evaluate(togetherInPage)).toEqual({ moved: true, divided: '25' });
  });
});

/** Runs in the page. */
async function togetherInPage({ inside, until }: InPage) {
  const videoOf = (name: string) => inside('pt-player-dialog', name, 'video') as HTMLVideoElement | null;
  const main = await until(() => videoOf('pt-player-video'));
  const beside = await until(() => videoOf('pt-beside-video'));
  await until(() => main.videoWidth > 0 && beside.videoWidth > 0);
  main.pause();
  main.currentTime = main.duration / 2;
  await until(() => Math.abs(beside.currentTime - main.duration / 2) < 0.1 && !beside.seeking);
  const divider = await until(() => inside('pt-player-dialog', 'pt-video-pair', '.divider'));
  const { left, width, top } = inside('pt-player-dialog', 'pt-video-pair')!.getBoundingClientRect();
  const point = (type: string, part: number, target: EventTarget): boolean =>
    target.dispatchEvent(
      new PointerEvent(type, {
        ...{ clientX: left + width * part, clientY: top + 10, pointerId: 1 },
        ...{ bubbles: true, composed: true, cancelable: true },
      }),
    );
  point('pointerdown', 0.5, divider);
  point('pointermove', 0.25, divider);
  point('pointerup', 0.25, divider);
  await until(() => divider.getAttribute('aria-valuenow') === '25');
  return { moved: true, divided: divider.getAttribute('aria-valuenow') };
}

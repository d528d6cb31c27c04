import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { de } from '../../web/i18n/de.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';
import { originTexts } from '../../web/player/origin-texts.ts';
import { recipeTextsEn } from '../../web/recipe/recipe-texts-en.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { startWithBoth } from '../helpers/print-with-both.ts';
import { makePrintedVideo, MJPEG } from '../helpers/printed-video.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { rendered } from '../helpers/with-video.ts';

const texts = recipeTextsEn.cut;

const chip = (page: Page, name: string): Locator =>
  page.locator('pt-print-videos').getByRole('button', { name });

const sourceOf = (page: Page): Promise<string | null> =>
  page.locator('pt-player-video video').getAttribute('src');

test('a print with pictures and a video of its printer has one card for both', async () => {
  const { app, pictures, printed, url } = await startWithBoth();
  const { page, problems, press } = await openPage(url, { ...PHONE, colorScheme: 'dark' });
  const card = page.locator('pt-card');
  await card.getByText(en.videos('2')).waitFor();
  expect(await card.count()).toBe(1);
  await press(card.locator('.poster-button'));
  await chip(page, originTexts(en).from.frames).waitFor();
  await expectAccessible(page);
  expect(await chip(page, originTexts(en).from.frames).getAttribute('aria-pressed')).toBe('true');
  expect(await sourceOf(page)).toContain(pictures.id);

  await press(chip(page, originTexts(en).from.video));
  await page.locator('pt-facts').getByText('Owl_printed.avi').waitFor();
  expect(await sourceOf(page)).toContain(printed.id);
  expect(page.url()).toContain(printed.id);
  await press(page.locator('pt-player-dialog').getByRole('button', { name: en.close }).first());

  // The card is pinned and deleted with both, each of which is said.
  const menu = card.locator('pt-menu button').first();
  await press(menu);
  await press(card.locator('wa-dropdown-item[value=pin]'));
  await expect.poll(async () => (await app.list()).map(({ pinned }) => pinned)).toEqual([true, true]);
  await press(menu);
  await press(card.locator('wa-dropdown-item[value=pin]'));
  await expect.poll(async () => (await app.list()).map(({ pinned }) => pinned)).toEqual([false, false]);
  await press(menu);
  await press(card.locator('wa-dropdown-item[value=delete]'));
  const question = page.locator('pt-confirm-dialog');
  await question.getByText(en.delete_many_title(2, '2')).waitFor();
  await press(question.getByRole('button', { name: en.action.delete, exact: true }));
  await expect.poll(() => app.list()).toEqual([]);
  expect(await readdir(app.folders.source)).toHaveLength(2);
  expect(problems).toEqual([]);
});

test('selecting the card of a print selects all its videos, and German says where they come from', async () => {
  const { url } = await startWithBoth();
  const { page, problems } = await openPage(url, { ...DESKTOP, locale: 'de-DE' });
  const card = page.locator('pt-card');
  await card.getByText(de.videos('2')).waitFor();
  await page.keyboard.press('s');
  await card.locator('.checkbox').click();
  await page.locator('pt-select-bar').getByText('2', { exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  await card.locator('.poster-button').click();
  await chip(page, originTexts(de).from.video).click();
  await page.locator('pt-facts').getByText(originTexts(de).file).waitFor();
  expect(problems).toEqual([]);
});

async function openEditor(page: Page, press: (what: Locator) => Promise<void>): Promise<Locator> {
  const card = page.locator('pt-card');
  await press(card.locator('pt-menu button').first());
  await press(card.locator('wa-dropdown-item[value=recipe]'));
  const dialog = page.locator('pt-cut-dialog');
  await dialog.locator('pt-cut-strip img:not([hidden])').first().waitFor();
  return dialog;
}

test('flicker is taken off the video of a printer, and the whole one comes back', async () => {
  const folders = await makeFolders();
  makePrintedVideo(join(folders.source, 'Rocket.avi'), MJPEG);
  const app = await startTestApp({}, { folders });
  const { id } = await app.waitForCompleted('Rocket');
  const { page, problems, press } = await openPage(await startIngressProxy(app.app.port), PHONE);
  await page.locator('pt-card').getByText(en.from_video).waitFor();
  const dialog = await openEditor(page, press);
  await dialog.getByText(texts.whyVideo('Rocket.avi')).waitFor();
  expect(await dialog.getByRole('button', { name: texts.cut, exact: true }).isDisabled()).toBe(true);
  await press(dialog.getByRole('button', { name: recipeTextsEn.deflicker }));
  await press(dialog.getByRole('button', { name: texts.more }));
  await dialog.locator('pt-video-values wa-select').first().waitFor();
  await expectAccessible(page);
  const better = await rendered(app, id, () =>
    press(dialog.getByRole('button', { name: texts.remake, exact: true })),
  );
  expect(better.flicker_after).toBeLessThan(better.flicker_before! / 6);
  await dialog.waitFor({ state: 'detached' });

  const again = await openEditor(page, press);
  const deflicker = again.getByRole('button', { name: recipeTextsEn.deflicker });
  expect(await deflicker.getAttribute('aria-pressed')).toBe('true');
  const whole = await rendered(app, id, async () => {
    await press(again.getByRole('button', { name: texts.whole }));
    const question = page.locator('pt-confirm-dialog');
    await question.getByText(texts.wholeTextVideo).waitFor();
    await press(question.getByRole('button', { name: texts.whole }));
  });
  expect(whole).toMatchObject({ flicker_after: null, output_video_path: join(folders.output, 'Rocket.mp4') });
  expect(await readdir(folders.output)).toEqual(['Rocket.mp4']);
  expect(problems).toEqual([]);
});

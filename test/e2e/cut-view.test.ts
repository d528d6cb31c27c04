import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { english as en } from '../../web/i18n/whole-dictionary.ts';
import { recipeTextsEn } from '../../web/recipe/recipe-texts-en.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { tabTo } from '../helpers/keyboard.ts';
import { startWithVideo, rendered } from '../helpers/with-video.ts';

const texts = recipeTextsEn.cut;

/** A video of twelve frames in one second, whose frames are gone. */
async function startWithoutFrames() {
  const { app, done } = await startWithVideo('Owl');
  expect((await app.request('DELETE', `/timelapses/${done.id}/frames`)).status).toBe(200);
  return { app, id: done.id, url: await startIngressProxy(app.app.port) };
}

async function openCut(page: Page, press: (what: Locator) => Promise<void>): Promise<Locator> {
  const card = page.locator('pt-card').filter({ has: page.getByText('Owl', { exact: true }) });
  await press(card.locator('pt-menu button').first());
  await press(card.locator('wa-dropdown-item[value=recipe]'));
  const dialog = page.locator('pt-cut-dialog');
  await dialog.locator('pt-cut-strip img:not([hidden])').first().waitFor();
  return dialog;
}

const frameAt = (dialog: Locator, end: 'first' | 'last') =>
  dialog.locator(`.handle.${end}`).getAttribute('aria-valuetext');

test('with fingers: a video whose frames are gone is cut, and comes back whole [4.3]', async () => {
  const { app, id, url } = await startWithoutFrames();
  const { page, problems, press } = await openPage(url, { ...PHONE, colorScheme: 'dark' });
  const dialog = await openCut(page, press);
  await expectAccessible(page);
  await dialog.getByText(texts.why).waitFor();
  const cut = dialog.getByRole('button', { name: texts.cut, exact: true });
  expect(await cut.isDisabled()).toBe(true);

  const bar = (await dialog.locator('pt-range-bar .bar').boundingBox())!;
  const handle = (await dialog.locator('.handle.first').boundingBox())!;
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  const trimming = await slide(page, [
    [x, y],
    [x + 10, y],
    [bar.x + bar.width / 4, y],
  ]);
  await trimming.lift();
  await dialog.getByText(texts.result('0.8', '1')).waitFor();
  expect(await frameAt(dialog, 'first')).toBe('0:00.25');
  await dialog.getByText(texts.encoded).waitFor();

  const short = await rendered(app, id, () => press(cut));
  await dialog.waitFor({ state: 'detached' });
  expect(short.video_duration).toBeLessThan(0.9);

  const again = await openCut(page, press);
  await again.getByText(texts.result('0.8', '1')).waitFor();
  expect(await cut.isDisabled()).toBe(true);
  const whole = await rendered(app, id, async () => {
    await press(again.getByRole('button', { name: texts.whole }));
    await press(page.locator('pt-confirm-dialog').getByRole('button', { name: texts.whole }));
  });
  expect(whole.video_duration).toBe(1);
  expect(problems).toEqual([]);
});

test('with keys alone: the end is cut off by frames, and nothing is lost by accident [4.3]', async () => {
  const { app, id, url } = await startWithoutFrames();
  const { page, problems, press } = await openPage(url, DESKTOP);
  const dialog = await openCut(page, press);
  await tabTo(page, new RegExp(`^${recipeTextsEn.last}$`));
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  expect(await frameAt(dialog, 'last')).toBe('0:00.75');
  await dialog.getByText(texts.position('0:00.67', '0:01.00')).waitFor();

  await page.keyboard.press('Escape');
  await page.locator('pt-confirm-dialog').getByRole('button', { name: en.cancel }).click();
  // Never shorter than half a second.
  await tabTo(page, new RegExp(`^${recipeTextsEn.first}$`), 'Shift+Tab');
  await page.keyboard.press('End');
  expect(await frameAt(dialog, 'first')).toBe('0:00.25');
  await page.keyboard.press('Home');
  await tabTo(page, new RegExp(`^${texts.cut}$`));
  const short = await rendered(app, id, () => page.keyboard.press('Enter'));
  expect(short.video_duration).toBeCloseTo(0.75, 1);
  expect(problems).toEqual([]);
});

test('the chosen part is played, and stops at its end [4.3]', async () => {
  const { url } = await startWithoutFrames();
  const { page, problems, press } = await openPage(url, DESKTOP);
  const dialog = await openCut(page, press);
  await tabTo(page, new RegExp(`^${recipeTextsEn.last}$`));
  for (const key of ['ArrowLeft', 'ArrowLeft', 'Tab', 'Home']) await page.keyboard.press(key);
  await press(dialog.getByRole('button', { name: texts.play }));
  await dialog.getByRole('button', { name: texts.pause }).waitFor();
  await dialog.getByRole('button', { name: texts.play }).waitFor();
  await dialog.getByText(texts.position('0:00.75', '0:01.00')).waitFor();
  expect(problems).toEqual([]);
});

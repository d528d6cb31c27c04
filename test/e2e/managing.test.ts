import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, holdMessages, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { optionOf } from '../helpers/settings.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

async function openPlace(page: Page, name: RegExp): Promise<void> {
  const menu = page.locator('pt-header pt-menu').last();
  await menu.getByRole('button').first().click();
  await menu.locator('wa-dropdown-item').filter({ hasText: name }).click();
}

describe.each([
  ['phone', { ...PHONE, colorScheme: 'light' as const }],
  ['desktop', { ...DESKTOP, colorScheme: 'dark' as const }],
])('on a %s', (_name, device) => {
  test('a setting is changed, refused with the reason at its field, saved, and not lost by leaving', async () => {
    const { app } = await startWithFolders([]);
    const { page } = await openPage(`${await startIngressProxy(app.app.port)}#/settings`, device);
    const field = page.locator('pt-option[data-option="min_frames"]');
    await field.locator('input').first().fill('5000');
    await page.getByRole('button', { name: en.save }).click();
    await field.locator('.problem').getByText('1 to 1,000').waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: en.back }).click();
    await page.locator('pt-confirm-dialog').getByRole('button', { name: en.action.cancel }).click();
    await page.locator('pt-confirm-dialog').waitFor({ state: 'detached' });
    await field.locator('input').first().fill('7');
    await page.getByRole('button', { name: en.save }).click();
    await waitFor('the change', async () => (await optionOf(app, 'min_frames')).value === 7);

    await page.locator('pt-config-test button').click();
    await page.locator('pt-config-test li[data-item="source"][data-ok="true"]').waitFor();
    await expectAccessible(page);
  });

  test('a deletion is undone, and an ignored folder brought back', async () => {
    const { app, done } = await startWithVideo('Benchy');
    const url = await startIngressProxy(app.app.port);
    const { page } = await openPage(url, { ...device, prepare: holdMessages });
    const remove = async (): Promise<void> => {
      await page.locator('pt-card pt-menu').getByRole('button').first().click();
      await page.locator('pt-card wa-dropdown-item').filter({ hasText: en.action.delete }).click();
      await page.locator('pt-confirm-dialog').getByRole('button', { name: en.action.delete }).click();
      await page.locator('pt-card').waitFor({ state: 'detached' });
    };
    await remove();
    await page.getByRole('button', { name: en.undo }).click();
    await page.locator(`pt-card[data-id="${done.id}"]`).waitFor();

    await remove();
    await openPlace(page, /Ignored/);
    const dialog = page.locator('pt-ignored-dialog');
    await dialog.getByRole('button', { name: /Restore/ }).waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: /Restore/ }).click();
    await page.locator(`pt-card[data-id="${done.id}"]`).waitFor();
  });
});

test('several videos are downloaded as one archive', async () => {
  const { app, found } = await startWithFolders(['Benchy', 'Vase', 'Not made']);
  for (const each of found.slice(0, 2)) await render(app, each);
  const { page } = await openPage(await startIngressProxy(app.app.port), DESKTOP);
  await page.getByRole('button', { name: en.select, exact: true }).click();
  await page.getByRole('button', { name: en.select_all }).click();
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: en.download_selected }).click();
  const download = await arrives;
  expect(download.suggestedFilename()).toBe('timelapses.zip');
  const bytes = await readFile(await download.path());
  for (const name of ['Benchy.mp4', 'Vase.mp4']) expect(bytes.includes(name)).toBe(true);
  await page.getByText('1 without a video is left out.').waitFor();
});

describe('the message with the way back', () => {
  /** A page with a timelapse just deleted, and its clock in the hands of the test. */
  async function deleteOne() {
    const { app, found } = await startWithFolders(['Benchy', 'Other']);
    const url = await startIngressProxy(app.app.port);
    const { page } = await openPage(url, { ...DESKTOP, prepare: (opened) => opened.clock.install() });
    const benchy = page.locator('pt-card').filter({ hasText: 'Benchy' });
    await benchy.locator('pt-menu').getByRole('button').first().click();
    await benchy.locator('wa-dropdown-item').filter({ hasText: en.action.delete }).click();
    await page.locator('pt-confirm-dialog').getByRole('button', { name: en.action.delete }).click();
    await benchy.waitFor({ state: 'detached' });
    const undo = page.getByRole('button', { name: en.undo });
    await undo.waitFor();
    await page.locator('pt-confirm-dialog').waitFor({ state: 'detached' });
    return { app, page, undo, benchy, other: found[1]! };
  }

  test('stays while the focus is on it, also when others come, and goes afterwards', async () => {
    const { app, page, undo, other } = await deleteOne();
    await undo.focus();
    await render(app, other);
    await page.locator('.toast').getByText(en.toast_completed('Other')).waitFor();
    await page.clock.fastForward('01:00');
    expect(await undo.isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    await page.clock.fastForward('01:00');
    await undo.waitFor({ state: 'detached' });
  });

  test('stays while the pointer is on it, and still brings back what was deleted', async () => {
    const { page, undo, benchy } = await deleteOne();
    await undo.hover();
    await page.clock.fastForward('01:00');
    await undo.click();
    await benchy.waitFor();
  });

  test('goes on when the pointer has left it', async () => {
    const { page, undo } = await deleteOne();
    await undo.hover();
    await page.clock.fastForward('01:00');
    await page.mouse.move(2, 2);
    await page.clock.fastForward('01:00');
    await undo.waitFor({ state: 'detached' });
  });
});

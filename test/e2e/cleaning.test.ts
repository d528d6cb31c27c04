import { readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { DESKTOP, holdMessages, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { openStorage } from '../helpers/open-storage.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

const DAYS_40_MS = 40 * 86_400_000;
const card = (page: Page, name: string): Locator => page.locator('pt-card').filter({ hasText: name });

/** The app with videos that were made forty days ago. */
async function startWithOldVideos(...names: string[]) {
  const clock = new FakeClock();
  const { app, found } = await startWithFolders(names, {}, { clock });
  for (const folder of found) await render(app, folder);
  clock.advance(DAYS_40_MS);
  return { app, url: await startIngressProxy(app.app.port) };
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_name, device) => {
  test('old videos are reviewed, one is kept, one goes with its frames, and the pinned one was never on offer', async () => {
    const { app, url } = await startWithOldVideos('Pinned', 'Kept', 'Gone', 'Stays');
    const pinned = (await app.list()).find(({ folder_name }) => folder_name === 'Pinned')!;
    await app.request('PATCH', `/timelapses/${pinned.id}/pin`, { pinned: true });
    const { page, problems, press } = await openPage(url, device);
    await press((await openStorage(page, press)).getByRole('button'));
    const dialog = page.locator('pt-cleanup-dialog');
    const rows = dialog.locator('li');
    await waitFor('the candidates', async () => (await rows.count()) === 3);
    expect(await rows.filter({ hasText: 'Pinned' }).count()).toBe(0);
    await dialog.getByText(en.cleanup_pinned(1, '1')).waitFor();
    await rows.filter({ hasText: 'Gone' }).getByText(en.cleanup_age(40, '40')).waitFor();

    await press(rows.filter({ hasText: 'Kept' }).getByRole('button', { name: en.cleanup_keep('Kept') }));
    await waitFor('the kept one to leave', async () => (await rows.count()) === 2);
    const remove = dialog.getByRole('button', { name: en.delete_selected });
    expect(await remove.isDisabled()).toBe(true);
    await press(rows.filter({ hasText: 'Gone' }).locator('wa-checkbox'));
    const sum = dialog.locator('.foot [role=status]');
    await sum.getByText(/^\s*1 selected, frees/).waitFor();
    const withoutFrames = await sum.textContent();
    await press(dialog.locator('.foot wa-checkbox'));
    await waitFor('a larger sum', async () => (await sum.textContent()) !== withoutFrames);
    await press(remove);
    const question = page.locator('pt-confirm-dialog');
    await question.getByText(en.delete_many_title(1, '1')).waitFor();
    await press(question.getByRole('button', { name: en.action.delete }));

    await card(page, 'Gone').waitFor({ state: 'detached' });
    await waitFor('the rest of the list', async () => (await rows.count()) === 1);
    expect((await readdir(app.folders.output)).filter((name) => !name.startsWith('.')).sort()).toEqual([
      'Kept.mp4',
      'Pinned.mp4',
      'Stays.mp4',
    ]);
    expect((await readdir(app.folders.source)).sort()).toEqual(['Kept', 'Pinned', 'Stays']);
    await press(dialog.getByRole('button', { name: en.close }));
    await dialog.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  test('a deletion is undone while the review is still open', async () => {
    const { app, url } = await startWithOldVideos('Back', 'Stays');
    const { page, problems, press } = await openPage(url, { ...device, prepare: holdMessages });
    await press((await openStorage(page, press)).getByRole('button'));
    const dialog = page.locator('pt-cleanup-dialog');
    await press(dialog.locator('li').filter({ hasText: 'Back' }).locator('wa-checkbox'));
    await press(dialog.getByRole('button', { name: en.delete_selected }));
    await press(page.locator('pt-confirm-dialog').getByRole('button', { name: en.action.delete }));
    await press(page.getByRole('button', { name: en.undo }));
    await waitFor('the timelapse to be back', async () => (await app.list()).length === 2);
    await page.getByText(en.restored('Back')).waitFor();
    expect(await dialog.locator('h2').isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('the frames of a good video are reviewed from the storage and go, and its video stays [1.26]', async () => {
    const { app, found } = await startWithFolders(['Good', 'Spared', 'Spoiled', 'New']);
    const [good, , spoiled] = await Promise.all(found.slice(0, 3).map((folder) => render(app, folder)));
    // Nobody has looked at it since.
    await truncate(spoiled!.output_video_path!, 100);
    const { page, problems, press } = await openPage(await startIngressProxy(app.app.port), device);
    await press(
      (await openStorage(page, press)).getByRole('link', { name: new RegExp(en.storage_frames_review('')) }),
    );
    const dialog = page.locator('pt-frames-dialog');
    const rows = dialog.locator('li');
    await waitFor('the finished videos', async () => (await rows.count()) === 3);
    for (const name of ['Good', 'Spared', 'Spoiled'])
      await rows.filter({ hasText: name }).getByText(en.cleanup_age(0, '0')).waitFor();
    const remove = dialog.getByRole('button', { name: en.frames_delete });
    expect(await remove.isDisabled()).toBe(true);
    for (const name of ['Good', 'Spoiled'])
      await press(rows.filter({ hasText: name }).locator('wa-checkbox'));
    await dialog
      .locator('.foot [role=status]')
      .getByText(/^\s*2 selected, frees/)
      .waitFor();
    await press(remove);
    const question = page.locator('pt-confirm-dialog');
    await question.getByText(en.frames_delete_title(2, '2')).waitFor();
    await press(question.getByRole('button', { name: en.action.delete }));

    await page.getByText(en.frames_delete_failed(1, '1')).waitFor();
    await rows.filter({ hasText: 'Good' }).waitFor({ state: 'detached' });
    await waitFor('the frames to go', async () => !(await readdir(app.folders.source)).includes('Good'));
    expect((await readdir(app.folders.source)).sort()).toEqual(['New', 'Spared', 'Spoiled']);
    expect(await app.one(good!.id)).toMatchObject({
      source_missing: true,
      status: 'completed',
      video_exists: true,
    });
    expect((await app.request('GET', `/timelapses/${good!.id}/video`)).status).toBe(200);
    expect(problems).toEqual([]);
  });

  test('where nothing is old there is nothing to review', async () => {
    const { app } = await startWithFolders(['New']);
    const { page, press } = await openPage(await startIngressProxy(app.app.port), device);
    await press((await openStorage(page, press)).getByRole('button', { name: en.view.cleanup }));
    await page.locator('pt-cleanup-dialog').getByText(en.cleanup_empty_title).waitFor();
  });

  test('several are selected and deleted at once', async () => {
    const { app } = await startWithFolders(['One', 'Two', 'Three']);
    const { page, press } = await openPage(await startIngressProxy(app.app.port), device);
    await press(page.getByRole('button', { name: en.select, exact: true }));
    const bar = page.locator('pt-select-bar');
    for (const name of ['One', 'Three']) await press(card(page, name).getByRole('checkbox'));
    await bar.getByText(en.selected(2, '2')).waitFor();
    await press(bar.getByRole('button', { name: en.delete_selected }));
    await press(page.locator('pt-confirm-dialog').getByRole('button', { name: en.action.delete }));
    await card(page, 'One').waitFor({ state: 'detached' });
    await card(page, 'Three').waitFor({ state: 'detached' });
    await bar.waitFor({ state: 'detached' });
    expect((await app.list()).map(({ folder_name }) => folder_name)).toEqual(['Two']);
    expect((await readdir(join(app.folders.source, 'One'))).length).toBeGreaterThan(0);
  });
});

test('a mouse selects one by Ctrl and a range by Shift, and Ctrl with A selects everything', async () => {
  const { app } = await startWithFolders(['A', 'B', 'C', 'D']);
  const { page } = await openPage(`${await startIngressProxy(app.app.port)}#/?sort=name`);
  const bar = page.locator('pt-select-bar');
  await page
    .getByRole('button', { name: en.action_for(en.action.process, 'A') })
    .click({ modifiers: ['Control'] });
  await bar.getByText(en.selected(1, '1')).waitFor();
  await page.getByRole('checkbox', { name: en.select_card('C') }).click({ modifiers: ['Shift'] });
  await bar.getByText(en.selected(3, '3')).waitFor();
  await page.keyboard.press('Control+A');
  await bar.getByText(en.selected(4, '4')).waitFor();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  expect((await app.list()).map(({ status }) => status)).not.toContain('pending');
});

test('a long touch of a picture selects', async () => {
  const { app } = await startWithVideo('Touched');
  const { page } = await openPage(await startIngressProxy(app.app.port), PHONE);
  // What a browser with a screen to touch says of a finger that rests; one without never says it.
  const wasTaken = await page.locator('pt-card .poster-button').evaluate((picture) => {
    const init = { pointerType: 'touch', bubbles: true, cancelable: true, composed: true };
    return !picture.dispatchEvent(new PointerEvent('contextmenu', init));
  });
  expect(wasTaken).toBe(true);
  await page.locator('pt-select-bar').getByText(en.selected(1, '1')).waitFor();
  expect(await page.locator('pt-player-dialog').count()).toBe(0);
});

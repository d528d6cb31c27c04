import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, holdMessages, openPage } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { arrowTo, focusedName, tabTo } from '../helpers/keyboard.ts';
import { optionOf, putSettings } from '../helpers/settings.ts';
import { engine } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

/* Every workflow with the keys alone: nothing here uses a mouse, a finger, or puts the focus anywhere by itself. */

const DAYS_40_MS = 40 * 86_400_000;

describe('with the keyboard alone', () => {
  test('a folder is processed, cancelled, processed again, and its video watched', async () => {
    const { app } = await startWithFolders(['Benchy'], { timelapse_flickerfree_path: engine('endless.sh') });
    const { page, problems } = await openPage(await startIngressProxy(app.app.port));
    const { keyboard } = page;
    const card = page.locator('pt-card');
    await card.waitFor();
    await tabTo(page, /^Process now: Benchy/);
    await keyboard.press('Enter');
    await card.getByText(en.percent('42')).waitFor();
    await tabTo(page, /^Cancel: Benchy/);
    await keyboard.press('Space');
    await card.getByText(en.starts_by_hand).waitFor();

    await putSettings(app, { timelapse_flickerfree_path: engine('foreign.sh') });
    await tabTo(page, /^Process now: Benchy/);
    await keyboard.press('Enter');
    await page.locator('pt-card[data-status=completed]').waitFor();
    await tabTo(page, /^Play: Benchy/);
    await keyboard.press('Enter');
    const player = page.locator('pt-player-dialog');
    const video = player.locator('video');
    const isPaused = (): Promise<boolean> => video.evaluate((element: HTMLVideoElement) => element.paused);
    await video.waitFor();
    await waitFor('the focus in the player', async () => (await focusedName(page)) === 'Benchy');
    await keyboard.press('l');
    await player.getByRole('button', { name: en.loop, pressed: true }).waitFor();
    await waitFor('the video to play', async () => !(await isPaused()));
    await keyboard.press('Space');
    await waitFor('the pause', isPaused);
    await tabTo(page, /^Speed/);
    await keyboard.press('Enter');
    await player.locator('wa-dropdown-item').first().waitFor();
    await arrowTo(page, /^0\.5×/);
    await keyboard.press('Enter');
    await waitFor('the speed', () =>
      video.evaluate((element: HTMLVideoElement) => element.playbackRate === 0.5),
    );
    await keyboard.press('Escape');
    await player.waitFor({ state: 'detached' });
    expect(await focusedName(page)).toMatch(/^Play: Benchy/);
    expect(problems).toEqual([]);
  });

  test('old videos are cleaned up', async () => {
    const clock = new FakeClock();
    const { app, found } = await startWithFolders(['Gone', 'Stays'], {}, { clock });
    for (const folder of found) await render(app, folder);
    clock.advance(DAYS_40_MS);
    const { page } = await openPage(await startIngressProxy(app.app.port));
    const { keyboard } = page;
    await page.locator('pt-storage').waitFor();
    await tabTo(page, /^Review \d+ old/);
    await keyboard.press('Enter');
    const dialog = page.locator('pt-cleanup-dialog');
    await dialog.locator('li').first().waitFor();
    await tabTo(page, /^Gone/);
    await keyboard.press('Space');
    await dialog.getByText(/1 selected, frees/).waitFor();
    await tabTo(page, /^Delete selected/);
    await keyboard.press('Enter');
    const question = page.locator('pt-confirm-dialog');
    await question.locator('h2').waitFor();
    await waitFor('the harmless answer first', async () => (await focusedName(page)) === 'Cancel');
    await tabTo(page, /^Delete$/);
    await keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.locator('pt-card').filter({ hasText: 'Gone' }).waitFor({ state: 'detached' });
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect((await app.list()).map(({ folder_name }) => folder_name)).toEqual(['Stays']);
    expect(await focusedName(page)).toMatch(/^Review \d+ old/);
  });

  test('a print job is linked, opened, and its timelapse found there', async () => {
    const { app, found } = await startWithFolders(['Nameless']);
    const answer = await app.request('POST', '/jobs', { name: 'Lamp shade', printer: 'MK4' });
    const job = (await answer.json()) as { id: string };
    const { page } = await openPage(await startIngressProxy(app.app.port));
    const { keyboard } = page;
    await page.locator('pt-card').waitFor();
    await tabTo(page, new RegExp(`^${en.more('Nameless')}`));
    await keyboard.press('Enter');
    await page.locator('pt-card wa-dropdown-item').first().waitFor();
    await arrowTo(page, /^Print job/);
    await keyboard.press('Enter');
    const dialog = page.locator('pt-link-dialog');
    await dialog.locator('h3').first().waitFor();
    await tabTo(page, /^Search/);
    await keyboard.type('lamp');
    await dialog.locator('[role=status] pt-suggestion').waitFor();
    await expectAccessible(page);
    await tabTo(page, /^Link to Lamp shade/);
    await keyboard.press('Enter');
    await waitFor('the link', async () => (await app.one(found[0]!.id)).job_id === job.id);
    await dialog.waitFor({ state: 'detached' });

    await tabTo(page, /^More$/, 'Shift+Tab');
    await keyboard.press('Enter');
    await page.locator('pt-header wa-dropdown-item').first().waitFor();
    await arrowTo(page, /^Print jobs/);
    await keyboard.press('Enter');
    await page.locator('pt-jobs li').waitFor();
    await tabTo(page, /^Lamp shade/);
    await keyboard.press('Enter');
    await page.locator('pt-job li').getByText('Nameless').waitFor();
    await expectAccessible(page);
    await tabTo(page, /^Nameless/);
    await keyboard.press('Enter');
    await page.locator('pt-player-dialog').getByText(en.player_no_video).waitFor();
  });

  test('settings are changed: a number, a switch and a choice', async () => {
    const { app } = await startWithFolders([]);
    const { page } = await openPage(await startIngressProxy(app.app.port));
    const { keyboard } = page;
    await page.locator('pt-empty').waitFor();
    await tabTo(page, /^More$/);
    await keyboard.press('Enter');
    await page.locator('pt-header wa-dropdown-item').first().waitFor();
    await arrowTo(page, /^Settings/);
    await keyboard.press('Enter');
    await page.locator('pt-option[data-option=min_frames]').waitFor();
    const changed = (name: string) => page.locator(`pt-option[data-option="${name}"][changed]`).waitFor();

    const labels = await page.locator('pt-option').evaluateAll((options) =>
      Object.fromEntries(
        options.map((option) => {
          const control = option.shadowRoot?.querySelector('pt-option-control')?.shadowRoot;
          const field = control?.querySelector('.control') as HTMLElement & { label?: string };
          return [(option as HTMLElement).dataset.option, field.label ?? field.textContent?.trim()];
        }),
      ),
    );
    const starts = (name: string): RegExp => new RegExp(`^${labels[name]!.replace(/\W/g, '.')}`);
    await tabTo(page, starts('timelapse_enabled'));
    await keyboard.press('Space');
    await changed('timelapse_enabled');
    await tabTo(page, starts('timelapse_output_strategy'));
    await keyboard.press('Enter');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await changed('timelapse_output_strategy');
    await tabTo(page, starts('min_frames'));
    await keyboard.press('Control+A');
    await keyboard.type('7');
    await changed('min_frames');
    await tabTo(page, /^Save$/);
    await keyboard.press('Enter');
    await waitFor('the change', async () => (await optionOf(app, 'min_frames')).value === 7);
    expect((await optionOf(app, 'timelapse_enabled')).value).toBe(false);
    expect((await optionOf(app, 'timelapse_output_strategy')).value).not.toBe('separate');
    await tabTo(page, /^Back$/, 'Shift+Tab');
    await keyboard.press('Enter');
    await page.locator('pt-empty').waitFor();
  });

  test('cards are searched, selected and deleted', async () => {
    const { app } = await startWithVideo('Benchy');
    const url = await startIngressProxy(app.app.port);
    const { page } = await openPage(url, { ...DESKTOP, prepare: holdMessages });
    const { keyboard } = page;
    await page.locator('pt-card').waitFor();
    await keyboard.press('/');
    const search = page.locator('pt-search input');
    await waitFor('the field', () => search.evaluate((field) => field.matches(':focus')).catch(() => false));
    await keyboard.type('nothing');
    await page.locator('pt-empty').waitFor();
    await keyboard.press('Escape');
    await page.locator('pt-card').waitFor();

    await keyboard.press('s');
    await page.locator('pt-select-bar').waitFor();
    await tabTo(page, /^Select Benchy/);
    await keyboard.press('Space');
    await page.locator('pt-select-bar').getByText(en.selected(1, '1')).waitFor();
    await tabTo(page, /^Delete selected/, 'Shift+Tab');
    await keyboard.press('Enter');
    await page.locator('pt-confirm-dialog h2').waitFor();
    await tabTo(page, /^Delete$/);
    await keyboard.press('Enter');
    await page.locator('pt-card').waitFor({ state: 'detached' });
    await tabTo(page, /^Undo$/, 'Shift+Tab');
    await keyboard.press('Enter');
    await page.locator('pt-card').waitFor();
    expect(await app.list()).toHaveLength(1);
  });
});

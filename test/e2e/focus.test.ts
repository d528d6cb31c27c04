import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { openPage } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { arrowTo, focusedName } from '../helpers/keyboard.ts';
import { shareSetUp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';
import { optionTextsEn } from '../../web/settings/option-texts-en.ts';

/* Whoever closes a dialog or a menu goes on where it was opened, not at the top of the page. */

const DAYS_40_MS = 40 * 86_400_000;

/** A dialog, how it is opened, and where it is opened from. */
interface Way {
  dialog: string;
  /** Part of the address behind the hash. */
  hash?: string;
  /** What is gone through before, to where the opener is. */
  before?: (page: Page) => Promise<unknown>;
  opener: (page: Page) => Locator;
  /** For those opened from a menu, which line of it. */
  line?: RegExp;
}

const card = (page: Page): Locator => page.locator('pt-card').filter({ hasText: 'Benchy' });
const menuOfCard = (page: Page): Locator => card(page).getByRole('button', { name: en.more('Benchy') });
const menuOfPage = (page: Page): Locator =>
  page.locator('pt-header').getByRole('button', { name: en.more_views });
const inPlayer = (page: Page, name: string | RegExp): Locator =>
  page.locator('pt-player-dialog').getByRole('button', { name });
const play = (page: Page): Locator =>
  card(page).getByRole('button', { name: en.action_for(en.action.play, 'Benchy') });
const storage = (page: Page): Locator => page.locator('pt-storage').getByRole('button');

async function press(page: Page, what: Locator): Promise<void> {
  await what.focus();
  await page.keyboard.press('Enter');
}

async function openPlayer(page: Page): Promise<void> {
  await press(page, play(page));
  await page.locator('pt-player-dialog h2').waitFor();
  await waitFor('the focus in the player', async () => (await focusedName(page)) === 'Benchy');
}

const WAYS: Record<string, Way> = {
  'the player': { dialog: 'pt-player-dialog', opener: play },
  'the player, from its picture': {
    dialog: 'pt-player-dialog',
    opener: (page) => card(page).getByRole('button', { name: en.open_player('Benchy') }),
  },
  'title and notes': { dialog: 'pt-edit-dialog', opener: menuOfCard, line: /^Title and notes/ },
  'the print job': { dialog: 'pt-link-dialog', opener: menuOfCard, line: /^Print job/ },
  'the log': { dialog: 'pt-log-dialog', opener: menuOfCard, line: /^Show log/ },
  'the question before a deletion': { dialog: 'pt-confirm-dialog', opener: menuOfCard, line: /^Delete/ },
  'the log, in the player': {
    dialog: 'pt-log-dialog',
    before: openPlayer,
    opener: (page) => inPlayer(page, /log/i),
  },
  'the question, in the player': {
    dialog: 'pt-confirm-dialog',
    before: openPlayer,
    opener: (page) => inPlayer(page, en.action.delete),
  },
  'the clean-up': { dialog: 'pt-cleanup-dialog', opener: storage },
  'the question, in the clean-up': {
    dialog: 'pt-confirm-dialog',
    before: async (page) => {
      await press(page, storage(page));
      await page.locator('pt-cleanup-dialog li wa-checkbox').first().click();
    },
    opener: (page) => page.locator('pt-cleanup-dialog').getByRole('button', { name: en.delete_selected }),
  },
  'the question, in select mode': {
    dialog: 'pt-confirm-dialog',
    before: async (page) => {
      await page.getByRole('button', { name: en.select, exact: true }).click();
      await card(page).getByRole('checkbox').click();
    },
    opener: (page) => page.locator('pt-select-bar').getByRole('button', { name: en.delete_selected }),
  },
  'ignored folders': { dialog: 'pt-ignored-dialog', opener: menuOfPage, line: /^Ignored folders/ },
  'taking pictures': { dialog: 'pt-capture-dialog', opener: menuOfPage, line: /^Take pictures/ },
  'the shortcuts': { dialog: 'pt-shortcuts-dialog', opener: menuOfPage, line: /^Keyboard shortcuts/ },
  'the folder picker': {
    dialog: 'pt-folder-dialog',
    hash: '/settings',
    opener: (page) => page.getByRole('button', { name: optionTextsEn.browseFor('Source folder') }),
  },
  'the question before leaving the settings': {
    dialog: 'pt-confirm-dialog',
    hash: '/settings',
    before: (page) => page.locator('pt-option[data-option=min_frames] input').first().fill('7'),
    opener: (page) => page.getByRole('button', { name: en.back }),
  },
  'the player, from a print job': {
    dialog: 'pt-player-dialog',
    hash: '/jobs',
    before: (page) => page.locator('pt-jobs li a').click(),
    opener: (page) => page.locator('pt-job li button'),
  },
};

let url: string;

/** A library with an old video that is linked to a print job. No test changes it. */
shareSetUp(async () => {
  const clock = new FakeClock();
  const { app, found } = await startWithFolders(['Benchy'], {}, { clock });
  const { id } = await render(app, found[0]!);
  const answer = await app.request('POST', '/jobs', { name: 'Lamp shade' });
  await app.request('PATCH', `/timelapses/${id}/link`, {
    job_id: ((await answer.json()) as { id: string }).id,
  });
  clock.advance(DAYS_40_MS);
  url = await startIngressProxy(app.app.port);
});

async function open(hash = '/'): Promise<Page> {
  const { page } = await openPage(`${url}#${hash}`);
  await page.locator('pt-card, pt-option, pt-jobs li').first().waitFor();
  return page;
}

describe('the focus comes back to where it was', () => {
  test.each(Object.entries(WAYS))('from %s', async (_name, { dialog, hash, before, opener, line }) => {
    const page = await open(hash);
    await before?.(page);
    await opener(page).focus();
    const name = await focusedName(page);
    await page.keyboard.press('Enter');
    if (line !== undefined) {
      const first = page.locator('wa-dropdown-item:visible').first();
      await first.waitFor();
      await waitFor('the focus in the menu', () => holdsFocus(first));
      await arrowTo(page, line);
      await page.keyboard.press('Enter');
    }
    const opened = page.locator(dialog);
    await opened.locator('h2').first().waitFor();
    await waitFor('the focus in the dialog', () => holdsFocus(opened));
    await page.keyboard.press('Escape');
    await opened.waitFor({ state: 'detached' });
    await waitFor('the focus on the opener', () => holdsFocus(opener(page)));
    expect(await focusedName(page)).toBe(name);
  });

  test.each([
    ['of a card', menuOfCard],
    ['of the page', menuOfPage],
  ])('from the menu %s', async (_name, opener) => {
    const page = await open();
    await press(page, opener(page));
    const item = page.locator('wa-dropdown-item:visible').first();
    await item.waitFor();
    await waitFor('the focus in the menu', () => holdsFocus(item));
    await page.keyboard.press('Escape');
    await item.waitFor({ state: 'hidden' });
    expect(await holdsFocus(opener(page))).toBe(true);
  });
});

/** Whether the focus is on an element or in what it holds, shadow roots included. */
function holdsFocus(what: Locator): Promise<boolean> {
  return what.evaluate((element) => {
    let active = document.activeElement;
    while (active !== null && !element.contains(active)) active = active.shadowRoot?.activeElement ?? null;
    return active !== null;
  });
}

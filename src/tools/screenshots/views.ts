import type { Locator, Page } from 'playwright-core';
import { holdMessages } from './hold-messages.ts';

export interface ViewShot {
  name: string;
  /** Part of the address after the hash. */
  hash?: string;
  reach?: (page: Page) => Promise<unknown>;
  /** Must be visible before the screenshot. */
  sees: string;
  /** The whole page, however long. */
  full?: boolean;
  /** Default: English. */
  locale?: string;
  prepare?: (page: Page) => Promise<unknown>;
}

const card = (page: Page, name: string) => page.locator('pt-card').filter({ hasText: name }).first();

async function chooseInCard(page: Page, name: string, action: string): Promise<void> {
  const one = card(page, name);
  await one.locator('pt-menu button').first().click();
  await one.locator(`wa-dropdown-item[value=${action}]`).click();
}

/** On a phone, it is one line at first. */
async function openStorage(page: Page): Promise<Locator> {
  const storage = page.locator('pt-storage');
  await page.locator('pt-folded-storage').waitFor();
  if (!(await storage.isVisible())) await page.locator('pt-folded-storage button[aria-expanded]').click();
  return storage;
}

export async function openPlace(page: Page, place: string): Promise<void> {
  const menu = page.locator('pt-header pt-menu').last();
  await menu.locator('button').first().click();
  await menu.locator(`wa-dropdown-item[value=${place}]`).click();
}

const option = (page: Page, name: string) => page.locator(`pt-option[data-option="${name}"]`);

export const VIEWS: ViewShot[] = [
  { name: 'gallery', sees: 'pt-card' },
  { name: 'gallery-whole', sees: 'pt-card', full: true },
  { name: 'gallery-filtered', hash: '/?status=completed&age=older', sees: 'pt-card' },
  { name: 'gallery-no-match', hash: '/?status=completed&q=nothing+like+this', sees: 'pt-empty' },
  {
    name: 'gallery-scrub',
    sees: 'pt-scrub img',
    reach: async (page) => {
      const scrub = card(page, 'Zahnrad').locator('pt-scrub');
      await scrub.hover();
      await scrub.and(page.locator('[scrubbing]')).waitFor();
      const box = (await scrub.boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
    },
  },
  {
    name: 'gallery-focus',
    sees: 'pt-card',
    reach: async (page) => {
      await card(page, 'Zahnrad').waitFor();
      await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'palette', sees: 'pt-palette li', reach: (page) => page.keyboard.press('Control+K') },
  {
    name: 'date-dialog',
    sees: 'pt-date-dialog input',
    reach: async (page) => {
      await card(page, 'Zahnrad').waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('d');
    },
  },
  {
    name: 'card-menu',
    sees: 'wa-dropdown-item',
    reach: (page) => card(page, 'Zahnrad').locator('pt-menu button').first().click(),
  },
  {
    name: 'header-menu',
    sees: 'wa-dropdown-item',
    reach: (page) => page.locator('pt-header pt-menu').last().locator('button').first().click(),
  },
  {
    name: 'select',
    sees: 'pt-select-bar',
    reach: async (page) => {
      await page.locator('[data-event=pt-select-mode]').click();
      for (const index of [1, 3]) await page.locator('pt-card .checkbox').nth(index).click();
    },
  },
  {
    name: 'delete',
    sees: 'pt-confirm-dialog h2',
    reach: (page) => chooseInCard(page, 'Zahnrad', 'delete'),
  },
  {
    name: 'player',
    sees: 'pt-player-dialog video',
    reach: (page) => card(page, 'Gehäuse').locator('.poster-button').click(),
  },
  {
    name: 'player-details',
    sees: 'pt-player-dialog pt-facts',
    reach: async (page) => {
      await card(page, 'Gehäuse').locator('.poster-button').click();
      await page.locator('pt-player-dialog pt-facts').scrollIntoViewIfNeeded();
    },
  },
  { name: 'player-gone', hash: '/timelapses/nowhere', sees: 'pt-player-dialog pt-empty' },
  { name: 'log', sees: 'pt-log-dialog h2', reach: (page) => chooseInCard(page, 'Broken', 'log') },
  {
    name: 'recipe',
    sees: 'pt-recipe-dialog pt-stage .preview',
    reach: (page) => chooseInCard(page, 'Zahnrad', 'recipe'),
  },
  {
    name: 'recipe-crop',
    sees: 'pt-recipe-dialog pt-crop',
    reach: async (page) => {
      await chooseInCard(page, 'Zahnrad', 'recipe');
      await page.locator('pt-stage .preview').waitFor();
      await page.locator('pt-framing .chip').first().click();
      await page.locator('pt-framing .chip').filter({ hasText: '1:1' }).click();
    },
  },
  {
    name: 'recipe-overlay',
    sees: 'pt-overlay .parts',
    reach: async (page) => {
      await chooseInCard(page, 'Gehäuse', 'recipe');
      await page.locator('pt-stage .preview').waitFor();
      await page.locator('pt-overlay wa-switch').first().locator('[part=control]').click();
      await page.locator('pt-overlay .choices').scrollIntoViewIfNeeded();
      await page.locator('pt-stage .fit[aria-busy="false"]').waitFor();
    },
  },
  { name: 'edit', sees: 'pt-edit-dialog wa-input', reach: (page) => chooseInCard(page, 'Dragon', 'edit') },
  {
    name: 'link',
    sees: 'pt-link-dialog h3',
    reach: async (page) => {
      await chooseInCard(page, 'Zahnrad', 'link');
      await page.locator('pt-link-dialog input').fill('e');
      await page.locator('pt-link-dialog [role=status] > pt-suggestion').first().waitFor();
    },
  },
  {
    name: 'link-linked',
    sees: 'pt-link-dialog .current',
    reach: (page) => chooseInCard(page, 'Gehäuse', 'link'),
  },
  { name: 'jobs', hash: '/jobs', sees: 'pt-jobs li' },
  {
    name: 'job',
    hash: '/jobs',
    sees: 'pt-job pt-poster',
    reach: (page) => page.locator('pt-jobs li a').filter({ hasText: 'Deckel' }).click(),
  },
  { name: 'job-gone', hash: '/jobs/nowhere', sees: 'pt-job pt-empty' },
  {
    name: 'cleanup',
    sees: 'pt-cleanup-dialog li',
    reach: async (page) => {
      await (await openStorage(page)).locator('button').click();
      const boxes = page.locator('pt-cleanup-dialog li wa-checkbox');
      for (const index of [0, 1]) await boxes.nth(index).click();
    },
  },
  {
    name: 'frames',
    sees: 'pt-frames-dialog li',
    reach: async (page) => {
      await (await openStorage(page)).locator('dd a').click();
      const boxes = page.locator('pt-frames-dialog li wa-checkbox');
      for (const index of [0, 1]) await boxes.nth(index).click();
    },
  },
  {
    name: 'frames-delete',
    sees: 'pt-confirm-dialog h2',
    reach: async (page) => {
      await (await openStorage(page)).locator('dd a').click();
      await page.locator('pt-frames-dialog li wa-checkbox').first().click();
      await page.locator('pt-frames-dialog .foot .danger').click();
    },
  },
  { name: 'statistics', hash: '/statistics', sees: 'pt-statistics section', full: true },
  { name: 'ignored-empty', sees: 'pt-ignored-dialog pt-empty', reach: (page) => openPlace(page, 'ignored') },
  { name: 'shortcuts', sees: 'pt-shortcuts-dialog kbd', reach: (page) => openPlace(page, 'shortcuts') },
  { name: 'settings', hash: '/settings', sees: 'pt-option' },
  { name: 'settings-whole', hash: '/settings', sees: 'pt-option', full: true },
  {
    name: 'settings-test',
    hash: '/settings',
    sees: 'pt-config-test li',
    reach: (page) => page.locator('pt-config-test button').click(),
  },
  {
    name: 'settings-test-failing',
    hash: '/settings',
    sees: 'pt-config-test li[data-ok=false]',
    reach: async (page) => {
      await option(page, 'timelapse_source_folder').locator('input').first().fill('/share/prints/away');
      await option(page, 'timelapse_output_folder').locator('input').first().fill('/share/videos/away');
      await option(page, 'timelapse_flickerfree_path').locator('input').first().fill('/opt/do_timelapse.sh');
      await option(page, 'min_frames').locator('input').first().fill('5000');
      await page.locator('pt-config-test button').click();
    },
  },
  {
    name: 'settings-problem',
    hash: '/settings',
    sees: 'pt-option .problem',
    reach: async (page) => {
      await option(page, 'video.fps').locator('input').first().fill('500');
      await option(page, 'timelapse_output_folder').locator('input').first().fill('videos');
      await page.locator('pt-settings .save .filled').click();
    },
  },
  {
    name: 'settings-printer',
    hash: '/settings',
    sees: 'pt-printers fieldset',
    reach: async (page) => {
      await option(page, 'printers').locator('.add').click();
      await option(page, 'printers').locator('input').first().fill('Prusa MK4');
    },
  },
  {
    name: 'settings-leave',
    hash: '/settings',
    sees: 'pt-confirm-dialog h2',
    reach: async (page) => {
      await option(page, 'timelapse_enabled').locator('wa-switch label').click();
      await page.locator('[data-event=pt-back]').click();
    },
  },
  {
    name: 'folder-picker',
    hash: '/settings',
    sees: 'pt-folder-dialog li',
    reach: (page) => option(page, 'timelapse_source_folder').locator('.text .button').click(),
  },
  {
    name: 'folder-picker-problem',
    hash: '/settings',
    sees: 'pt-folder-dialog .error',
    reach: async (page) => {
      await option(page, 'timelapse_source_folder').locator('input').first().fill('/share/prints/away');
      await option(page, 'timelapse_source_folder').locator('.text .button').click();
    },
  },
  {
    name: 'search',
    sees: 'pt-search input',
    reach: async (page) => {
      await page.locator('[data-event=pt-search-open]').click();
      await page.locator('pt-search input').fill('de');
      await page.waitForURL(/q=de/);
    },
  },
  {
    name: 'undo',
    sees: '.toast button',
    prepare: holdMessages,
    reach: async (page) => {
      await chooseInCard(page, 'Still printing', 'delete');
      await page.locator('pt-confirm-dialog .danger').click();
      await page.locator('.toast button').waitFor();
    },
  },
];

/** After deleting something whose frames remain. */
export const AFTER_DELETION: ViewShot[] = inBothLanguages([
  { name: 'ignored', sees: 'pt-ignored-dialog li', reach: (page) => openPlace(page, 'ignored') },
  {
    name: 'storage-trash',
    sees: 'pt-storage .trash a',
    reach: async (page) => void (await openStorage(page)),
  },
  {
    name: 'trash',
    sees: 'pt-trash-dialog li',
    reach: async (page) => (await openStorage(page)).locator('.trash a').click(),
  },
]);
export const EMPTY: ViewShot[] = inBothLanguages([{ name: 'empty', sees: 'pt-empty' }]);
export const RENDERING: ViewShot[] = inBothLanguages([
  { name: 'rendering', sees: 'pt-queue-banner pt-progress' },
]);
export const TROUBLE: ViewShot[] = inBothLanguages([{ name: 'trouble', sees: 'pt-notices .notice' }]);
export const OFFLINE: ViewShot[] = inBothLanguages([
  { name: 'offline', sees: 'pt-connection-banner .banner' },
]);

/** In the longer language, too. */
export const GERMAN: ViewShot[] = VIEWS.map(inGerman);

function inGerman(view: ViewShot): ViewShot {
  return { ...view, name: `german-${view.name}`, locale: 'de-DE' };
}

function inBothLanguages(views: ViewShot[]): ViewShot[] {
  return [...views, ...views.map(inGerman)];
}

import type { Page } from 'playwright-core';

/** One picture: how to get there from the gallery, and what has to be there then. */
export interface ViewShot {
  name: string;
  /** Part of the address behind the hash. */
  hash?: string;
  reach?: (page: Page) => Promise<unknown>;
  /** What has to be seen before the picture is taken. */
  sees: string;
  /** The whole page, however long. */
  full?: boolean;
  /** Language of the browser; English if not said. */
  locale?: string;
  /** What is set up before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>;
}

const card = (page: Page, name: string) => page.locator('pt-card').filter({ hasText: name }).first();

async function chooseInCard(page: Page, name: string, action: string): Promise<void> {
  const one = card(page, name);
  await one.locator('pt-menu button').first().click();
  await one.locator(`wa-dropdown-item[value=${action}]`).click();
}

/** Opens a line of the menu in the header. */
export async function openPlace(page: Page, place: string): Promise<void> {
  const menu = page.locator('pt-header pt-menu').last();
  await menu.locator('button').first().click();
  await menu.locator(`wa-dropdown-item[value=${place}]`).click();
}

const option = (page: Page, name: string) => page.locator(`pt-option[data-option="${name}"]`);

/** Everything there is to see in a full library. */
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
      const box = (await scrub.boundingBox())!;
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width * 0.2, y);
      await page.waitForTimeout(400);
      await page.mouse.move(box.x + box.width * 0.5, y);
      await page.waitForTimeout(1500);
      await page.mouse.move(box.x + box.width * 0.4, y);
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
  { name: 'edit', sees: 'pt-edit-dialog wa-input', reach: (page) => chooseInCard(page, 'Dragon', 'edit') },
  {
    name: 'link',
    sees: 'pt-link-dialog h3',
    reach: async (page) => {
      await chooseInCard(page, 'Zahnrad', 'link');
      await page.locator('pt-link-dialog input').fill('e');
      await page.waitForTimeout(600);
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
      await page.locator('pt-storage button').click();
      const boxes = page.locator('pt-cleanup-dialog li wa-checkbox');
      for (const index of [0, 1]) await boxes.nth(index).click();
    },
  },
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
      await page.waitForTimeout(500);
    },
  },
  {
    name: 'undo',
    sees: '.toast button',
    reach: async (page) => {
      await chooseInCard(page, 'Still printing', 'delete');
      await page.locator('pt-confirm-dialog .danger').click();
      await page.locator('.toast button').waitFor();
    },
  },
];

/** With something deleted whose frames remain. */
export const AFTER_DELETION: ViewShot[] = [
  { name: 'ignored', sees: 'pt-ignored-dialog li', reach: (page) => openPlace(page, 'ignored') },
];
export const EMPTY: ViewShot[] = [{ name: 'empty', sees: 'pt-empty' }];
export const RENDERING: ViewShot[] = [{ name: 'rendering', sees: 'pt-queue-banner pt-progress' }];
export const TROUBLE: ViewShot[] = [{ name: 'trouble', sees: 'pt-notices .notice' }];
export const OFFLINE: ViewShot[] = [{ name: 'offline', sees: 'pt-connection-banner .banner' }];

const IN_GERMAN = [
  'gallery',
  'gallery-whole',
  'card-menu',
  'header-menu',
  'select',
  'delete',
  'player-details',
  'log',
  'edit',
  'link',
  'jobs',
  'job',
  'cleanup',
  'ignored-empty',
  'shortcuts',
  'settings-whole',
  'settings-test',
  'settings-test-failing',
  'settings-problem',
  'settings-printer',
  'folder-picker',
  'folder-picker-problem',
];

/** The views with the most words once more, in the longer language. */
export const GERMAN: ViewShot[] = VIEWS.filter(({ name }) => IN_GERMAN.includes(name)).map((view) => ({
  ...view,
  name: `german-${view.name}`,
  locale: 'de-DE',
}));

import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fillLibrary } from '../../src/tools/bench/fill-library.ts';
import { linkVideos } from '../../src/tools/bench/link-videos.ts';
import { openDatabase } from '../../src/db/open.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND } from '../helpers/with-video.ts';
import { en } from '../../web/i18n/en.ts';

const RECORDS = 10_000;
/** More cards than any screen shows mean that they are not bounded at all. */
const MAX_CARDS = 150;

/** A library of years, and a folder that still prints. */
async function startLargeLibrary(): Promise<string> {
  const folders = await makeFolders();
  const { db } = await openDatabase(folders.data, Date.now());
  await fillLibrary(db, RECORDS, Date.now());
  await linkVideos(db, folders.output);
  await db.destroy();
  await putFrames(join(folders.source, 'Still printing'));
  const app = await startTestApp(BY_HAND, { folders });
  await app.waitForStatus('Still printing', 'discovered');
  return startIngressProxy(app.app.port);
}

const count = (page: Page): Promise<number> => page.locator('pt-card').count();
const title = (page: Page, name: string) => page.locator('pt-card h2').getByText(name, { exact: true });

/** Waits until one of the filters counts so many. */
async function counts(page: Page, name: string, formatted: string): Promise<void> {
  const chip = page.locator('pt-filters .chip').filter({ hasText: name });
  await chip.filter({ hasText: formatted }).waitFor();
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('ten thousand timelapses on a %s', (_name, device) => {
  test('are scrolled, filtered and searched, and only what is near the screen exists and is asked for', async () => {
    const asked = new Set<string>();
    const { page, problems, press } = await openPage(await startLargeLibrary(), {
      ...device,
      prepare: async (opened) => {
        opened.on('request', (request) => {
          const id = /timelapses\/(record-\d+)\/(?:poster|preview|frames)/.exec(request.url())?.[1];
          if (id !== undefined) asked.add(id);
        });
      },
    });
    await title(page, 'Gehäuse 1').waitFor();
    await counts(page, 'All', '10,001');
    expect(await count(page)).toBeLessThan(MAX_CARDS);
    expect(asked.size).toBeLessThan(MAX_CARDS);

    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await title(page, 'Zahnrad 9997').waitFor();
    await title(page, 'Phone stand 9999').waitFor();
    const last = page.locator('pt-card').last();
    expect(await last.getAttribute('aria-posinset')).toBe('10001');
    expect(await last.getAttribute('aria-setsize')).toBe('10001');
    expect(await count(page)).toBeLessThan(MAX_CARDS);
    await page.locator('pt-card[data-id=record-9999] pt-poster img.loaded').waitFor();
    expect(asked).not.toContain('record-5001');
    expect(asked.size).toBeLessThan(2 * MAX_CARDS);

    await page.evaluate(() => window.scrollTo(0, 0));
    await press(page.locator('pt-filters .chip').filter({ hasText: en.status.failed }));
    await title(page, 'Benchy 0').waitFor();
    await counts(page, 'Failed', '500');
    await waitFor('only failed ones', async () => {
      const statuses = await page
        .locator('pt-card')
        .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.status));
      return statuses.length > 0 && statuses.every((status) => status === 'failed');
    });
    await press(page.locator('pt-filters .chip').filter({ hasText: en.filter_all }));

    await press(page.getByRole('button', { name: en.search }));
    await page.locator('pt-search input').fill('drachenei 5002');
    await title(page, 'Drachenei 5002').waitFor();
    await waitFor('the only one', async () => (await count(page)) === 1);
    expect(problems).toEqual([]);
  });
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';
import { en } from '../../web/i18n/en.ts';

/** Waits until these cards are shown, in this order. */
function shows(page: Page, ...names: string[]): Promise<boolean> {
  return waitFor(names.join(', '), async () => {
    const titles = await page.locator('pt-card h2').allTextContents();
    return titles.join() === names.join();
  });
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_name, device) => {
  test('cards are filtered, sorted and searched, and a reload keeps all of it', async () => {
    const { app, found } = await startWithFolders(['Benchy 2', 'Benchy 10', 'Vase']);
    const url = await startIngressProxy(app.app.port);
    await render(app, found[2]!);
    const { page, problems, press } = await openPage(url, device);
    const chip = (name: string) => page.locator('pt-filters .chip').filter({ hasText: name });

    await press(chip('Completed'));
    await shows(page, 'Vase');
    expect(page.url()).toContain('status=completed');
    await page.reload();
    await shows(page, 'Vase');
    await press(chip('Completed'));

    await press(page.locator('pt-header').getByRole('button', { name: en.sort_label }));
    await press(page.locator('wa-dropdown-item').filter({ hasText: en.sort.name }));
    await shows(page, 'Benchy 2', 'Benchy 10', 'Vase');

    await press(page.getByRole('button', { name: en.search }));
    await page.locator('pt-search input').fill('bench 1');
    await shows(page, 'Benchy 10');
    await page.reload();
    await shows(page, 'Benchy 10');
    await page.locator('pt-search input').fill('nothing of this name');
    await page.locator('pt-empty').getByText(en.no_match_title).waitFor();
    await press(page.getByRole('button', { name: en.clear_filters }));
    await shows(page, 'Benchy 2', 'Benchy 10', 'Vase');
    expect(problems).toEqual([]);
  });
});

test('the first records are asked for ahead, by the document itself', async () => {
  const { app } = await startWithFolders(['Benchy']);
  const { page } = await openPage(await startIngressProxy(app.app.port));
  await shows(page, 'Benchy');
  const starter = await page.evaluate(() => {
    const first = performance
      .getEntriesByType('resource')
      .find(({ name }) => name.includes('/api/v1/timelapses?')) as PerformanceResourceTiming;
    return first.initiatorType;
  });
  expect(starter).toBe('link');
  const unused: string[] = [];
  page.on('console', (message) => unused.push(message.text()));
  await page.reload();
  await shows(page, 'Benchy');
  expect(unused.filter((text) => text.includes('preload'))).toEqual([]);
});

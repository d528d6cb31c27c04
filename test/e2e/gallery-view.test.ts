import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { FIREFOX, openFirefox } from '../helpers/firefox.ts';
import { startLibrary } from '../helpers/library.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { en } from '../../web/i18n/en.ts';

/** Several months, and more than are read at once. */
const RECORDS = 1500;

const rail = (page: Page) => page.getByRole('slider', { name: 'Go to month' });
const headings = (page: Page) => page.locator('pt-gallery h2.month');

/** Of the rail: month and count. */
const current = async (page: Page): Promise<string> =>
  (await rail(page).getAttribute('aria-valuetext')) ?? '';

/** The month whose heading sticks below the bar of the page, or so many pixels below the top. */
const sticking = (page: Page, below = 57): Promise<string | undefined> =>
  headings(page).evaluateAll(
    (all, top) =>
      all
        .find((heading) => Math.abs(heading.getBoundingClientRect().top - top) < 2)
        ?.textContent?.replace(/\s+/g, ' ')
        .trim(),
    below,
  );

const monthOf = (text: string | undefined): string | undefined => /\S+ \d{4}/.exec(text ?? '')?.[0];

async function goes(page: Page, key: string, to: (text: string) => boolean): Promise<string> {
  await page.keyboard.press(key);
  await waitFor(`the month after ${key}`, async () => to(await current(page)));
  return current(page);
}

describe('months', () => {
  test('on a desktop stick to the top, and the rail goes to them by key and by mouse', async () => {
    const { page, problems, press } = await openPage(await startLibrary(RECORDS), DESKTOP);
    await rail(page).waitFor();
    expect(await headings(page).first().textContent()).toMatch(/\d{4}\s+\d+/);
    await page.locator('pt-filters .chip').filter({ hasText: '1,500' }).waitFor();
    const first = await current(page);
    await rail(page).focus();
    const second = await goes(page, 'ArrowDown', (text) => text !== first);
    await waitFor('its heading', async () => monthOf(await sticking(page)) === monthOf(second));
    const last = await goes(page, 'End', (text) => text !== second);
    expect(monthOf(last)).not.toBe(monthOf(second));
    await goes(page, 'Home', (text) => text === first);
    await expectAccessible(page);

    const box = (await page.locator('pt-month-rail .rail').boundingBox())!;
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 10, box.y + box.height / 2, { steps: 5 });
    const bubble = page.locator('pt-month-rail .bubble');
    await bubble.waitFor();
    await waitFor('the month below the pointer', async () => {
      const text = await bubble.textContent();
      return monthOf(text ?? '') === monthOf(await current(page)) && monthOf(text ?? '') !== monthOf(first);
    });
    await page.mouse.up();

    const banner = page.locator('pt-connection-banner');
    await banner.evaluate((element) => Object.assign(element, { outdated: true }));
    const here = await current(page);
    await rail(page).focus();
    await goes(page, 'ArrowDown', (text) => text !== here);
    await waitFor('a heading right below the banner', async () => {
      const end = await banner.evaluate((element) => element.getBoundingClientRect().bottom);
      return end > 70 && (await sticking(page, end)) !== undefined;
    });
    await banner.evaluate((element) => Object.assign(element, { outdated: false }));

    await press(page.getByRole('button', { name: en.sort_label }));
    await press(page.locator('wa-dropdown-item').filter({ hasText: en.sort_reverse.size }));
    await rail(page).waitFor({ state: 'detached' });
    expect(await headings(page).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test('on a phone, the rail shows while the page scrolls, and the month while it is dragged', async () => {
    const { page, problems } = await openPage(await startLibrary(RECORDS), PHONE);
    await page.locator('pt-filters .chip').filter({ hasText: '1,500' }).waitFor();
    await rail(page).waitFor({ state: 'attached' });
    await page.locator('pt-month-rail').evaluate(async (element) => {
      window.scrollTo(0, 3000);
      while (!element.hasAttribute('scrolling'))
        await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    // It stays while it has the focus, however long the next steps take.
    await rail(page).focus();
    await waitFor('the grip to come to rest', async () => (await rail(page).boundingBox())!.y > 60);
    const { x, y, width, height } = (await rail(page).boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    const middle = [x + width / 2, y + height / 2] as const;
    const finger = await slide(page, [middle, [middle[0], middle[1] + 30]]);
    await finger.move([middle[0], 500]);
    await page.locator('pt-month-rail .bubble').waitFor();
    await waitFor('the page to follow', () => page.evaluate(() => window.scrollY > 6000));
    const shown = await page.locator('pt-month-rail .bubble').textContent();
    await waitFor('its heading', async () => monthOf(await sticking(page)) === monthOf(shown ?? ''));
    await finger.lift();
    await page.locator('pt-month-rail .bubble').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  test('not read yet are there as empty cards, and are read when they come into view', async () => {
    const held = Promise.withResolvers<void>();
    const { page, problems } = await openPage(await startLibrary(RECORDS), {
      ...DESKTOP,
      prepare: (opened) =>
        opened.route(/\/timelapses\?limit=250&offset=\d+$/, async (route) => {
          await held.promise;
          await route.continue();
        }),
    });
    await waitFor('all months', async () => Number(await rail(page).getAttribute('aria-valuemax')) > 5);
    await rail(page).focus();
    await page.keyboard.press('End');
    await page.locator('pt-card[data-id^=record-14]').first().waitFor();
    expect(await page.locator('pt-card[data-id=record-100]').count()).toBe(0);
    held.resolve();
    await page.locator('pt-filters .chip').filter({ hasText: '1,500' }).waitFor();
    await page.locator('pt-card[data-id^=record-14]').first().waitFor();
    expect(problems).toEqual([]);
  });
});

describe('cards', () => {
  const widths = (page: Page): Promise<number[]> =>
    page
      .locator('pt-card')
      .evaluateAll((cards) => cards.slice(0, 2).map((card) => card.getBoundingClientRect().width));

  test('on a phone are two side by side, with the storage in one line', async () => {
    const { page, problems, press } = await openPage(await startLibrary(40), PHONE);
    await page.locator('pt-card').nth(1).waitFor();
    await waitFor('two side by side', async () => (await widths(page)).every((width) => width < 190));
    const card = page.locator('pt-card[data-status=completed]').first();
    await page.setViewportSize({ width: 360, height: 780 });
    await press(card.locator('pt-menu button').first());
    await press(card.locator('wa-dropdown-item[value=pin]'));
    await card.locator('.pin[aria-pressed=true]').waitFor();
    const buttons = card.locator('.actions > :is(.button, .icon-button):visible');
    const wide = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect(wide.map(Math.round)).toEqual([44, 44]);
    const line = page.getByRole('button', { name: /^Storage: / });
    await line.waitFor();
    expect(await page.locator('pt-storage').isVisible()).toBe(false);
    await press(line);
    await page.locator('pt-storage').waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });

  test('are as large as they were chosen, also the next time', async () => {
    const { page, problems, press } = await openPage(await startLibrary(40), DESKTOP);
    const [medium = 0] = await waitFor('cards', async () => {
      const found = await widths(page);
      return found.length === 2 && found;
    });
    for (const [name, fits] of [
      [en.density.small, (width: number) => width < medium * 0.8],
      [en.density.large, (width: number) => width > medium * 1.2],
      [en.density.list, (width: number) => width > medium * 3],
    ] as const) {
      await press(page.getByRole('button', { name: en.sort_label }));
      await press(page.locator('wa-dropdown-item').filter({ hasText: name }));
      await waitFor(name, async () => (await widths(page)).every(fits));
      await expectAccessible(page);
    }
    await page.reload();
    await waitFor('the list again', async () => {
      const found = await widths(page);
      return found.length === 2 && found.every((width) => width > medium * 3);
    });
    expect(problems).toEqual([]);
  });
});

test.skipIf(FIREFOX === undefined)('Firefox has months, the rail and the list too', async () => {
  const page = await openFirefox(await startLibrary(RECORDS));
  const seen = await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const inside = (element: Element | null | undefined, name: string) =>
      element?.shadowRoot?.querySelector<HTMLElement>(name);
    const app = () => inside(document.querySelector('pt-app'), 'pt-timelapses');
    const grip = () => inside(inside(inside(app(), 'pt-gallery'), 'pt-month-rail'), '.grip');
    while (!grip()) await frame();
    const text = () => grip()!.getAttribute('aria-valuetext');
    const first = text();
    const all = () => inside(inside(app(), 'pt-filters'), '.chip')?.textContent;
    while (!all()?.includes('1,500')) await frame();
    grip()!.focus();
    grip()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    while (text() === first) await frame();
    const months = () => inside(app(), 'pt-gallery')!.shadowRoot!.querySelectorAll('.month');
    const sticks = () => [...months()].some((each) => Math.abs(each.getBoundingClientRect().top - 57) < 2);
    while (!sticks()) await frame();
    const by = grip()!.parentElement!.getBoundingClientRect();
    const at = {
      clientX: by.left + 5,
      clientY: by.top + by.height * 0.6,
      pointerId: 1,
      pointerType: 'mouse',
    };
    const before = window.scrollY;
    grip()!.parentElement!.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true }));
    while (!grip()!.parentElement!.querySelector('.bubble')) await frame();
    return { first, second: text(), before };
  });
  expect(seen.first).toMatch(/ 20\d\d · \d+ timelapses$/);
  expect(seen.second).toMatch(/ 20\d\d · \d+ timelapses$/);
  expect(seen.before).toBeGreaterThan(0);
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, holdMessages, openPage, PHONE } from '../helpers/browser.ts';
import { FIREFOX, openFirefox } from '../helpers/firefox.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';

const NAMES = ['A', 'B', 'C', 'D', 'E'];

async function startWithFive() {
  const { app, found } = await startWithFolders(NAMES);
  await render(app, found[0]!);
  return { app, found, url: `${await startIngressProxy(app.app.port)}#/?sort=name` };
}

/** Title of the card with the focus. */
const focusedCard = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.localName === 'article' ? element.querySelector('h2')?.textContent?.trim() : undefined;
  });
const onCard = (page: Page, name: string): Promise<unknown> =>
  waitFor(`the focus on ${name}`, async () => (await focusedCard(page)) === name);
const columns = (page: Page): Promise<number> =>
  page.locator('pt-card').evaluateAll((cards) => {
    const tops = cards.map((card) => card.getBoundingClientRect().top);
    return tops.filter((top) => top === tops[0]).length;
  });

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('keys in the grid of a %s', (_name, device) => {
  test('move the focus, play, select, pin, edit, and delete with undo', async () => {
    const { app, found, url } = await startWithFive();
    const { page, problems } = await openPage(url, { ...device, prepare: holdMessages });
    const { keyboard } = page;
    await page.locator('pt-card').nth(4).waitFor();
    await keyboard.press('ArrowDown');
    await onCard(page, 'A');
    await keyboard.press('ArrowRight');
    await onCard(page, 'B');
    await keyboard.press('ArrowLeft');
    await onCard(page, 'A');
    const across = await columns(page);
    await keyboard.press('ArrowDown');
    await onCard(page, NAMES[Math.min(across, 4)]!);
    await keyboard.press('ArrowUp');
    await onCard(page, 'A');
    await keyboard.press('End');
    await onCard(page, 'E');
    await keyboard.press('Home');
    await onCard(page, 'A');
    await expectAccessible(page);

    await keyboard.press('Enter');
    await page.locator('pt-player-dialog video').waitFor();
    await keyboard.press('Escape');
    await page.locator('pt-player-dialog').waitFor({ state: 'detached' });
    await onCard(page, 'A');

    await keyboard.press('p');
    await waitFor('the pin', async () => (await app.list()).some(({ pinned }) => pinned));
    await keyboard.press('x');
    await page.locator('pt-select-bar').getByText('1 selected').waitFor();
    await onCard(page, 'A');
    await keyboard.press('ArrowRight');
    await keyboard.press('Shift+X');
    await page.locator('pt-select-bar').getByText('2 selected').waitFor();
    await onCard(page, 'B');
    await keyboard.press('Escape');
    await page.locator('pt-select-bar').waitFor({ state: 'detached' });
    await onCard(page, 'B');

    await keyboard.press('e');
    await page.locator('pt-recipe-dialog h2').first().waitFor();
    await keyboard.press('Escape');
    await page.locator('pt-recipe-dialog').waitFor({ state: 'detached' });
    await onCard(page, 'B');
    await keyboard.press('ArrowRight');
    await onCard(page, 'C');
    await keyboard.press('Delete');
    const question = page.locator('pt-confirm-dialog');
    await question.locator('h2').waitFor();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.locator('pt-card').nth(4).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('pt-card').nth(4).waitFor();
    expect(await app.list()).toHaveLength(5);
    // What the page asked for of the deleted one may be answered after it was gone.
    expect(problems.filter((problem) => !problem.includes(found[2]!.id))).toEqual([]);
  });

  test('open a date, the palette and the list of keys', async () => {
    const { url } = await startWithFive();
    const { page, problems } = await openPage(url, device);
    const { keyboard } = page;
    await page.locator('pt-card').nth(4).waitFor();
    const date = page.locator('pt-date-dialog input');
    // Both keys have to come within a time.
    await waitFor('the dialog', async () => {
      await keyboard.press('g');
      await keyboard.press('d');
      return (await page.locator('pt-date-dialog').count()) > 0;
    });
    await date.fill('2001-02-03');
    await expectAccessible(page);
    await keyboard.press('Enter');
    await page.locator('pt-date-dialog').waitFor({ state: 'detached' });
    await waitFor('the order of time', async () => !page.url().includes('sort='));
    const last = await page.locator('pt-card h2').last().textContent();
    await onCard(page, last!.trim());

    await keyboard.press('Control+K');
    const palette = page.locator('pt-palette');
    await palette.getByRole('option').first().waitFor();
    await expectAccessible(page);
    await palette.getByRole('combobox').fill('statist');
    await palette.getByRole('option', { name: 'Statistics', selected: true }).waitFor();
    await keyboard.press('Enter');
    await page.locator('pt-statistics').waitFor();
    await keyboard.press('Control+K');
    await palette.getByRole('combobox').fill('watch a');
    await palette.getByRole('option', { name: 'Watch: A', selected: true }).waitFor();
    await keyboard.press('Enter');
    await page.locator('pt-player-dialog video').waitFor();
    await keyboard.press('Escape');
    await page.locator('pt-player-dialog').waitFor({ state: 'detached' });

    await keyboard.press('?');
    await page.locator('pt-shortcuts-dialog').getByText('From card to card').waitFor();
    await expectAccessible(page);
    expect(problems).toEqual([]);
  });
});

describe.skipIf(FIREFOX === undefined)('Firefox', () => {
  test('moves from card to card, plays, selects, and opens the palette', async () => {
    const { url } = await startWithFive();
    const page = await openFirefox(url);
    expect(await page.evaluate(keysInPage)).toEqual({ first: 'A', second: 'B', played: true, lines: true });
  });
});

/** Runs in the page. */
async function keysInPage() {
  const until = async <Value>(look: () => Value | null | undefined | false): Promise<Value> => {
    for (;;) {
      const value = look();
      if (value) return value;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  const deep = (): Element => {
    let element: Element = document.activeElement ?? document.body;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
  const press = (key: string, more: KeyboardEventInit = {}): boolean =>
    deep().dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
    );
  const card = (name?: string) => (): string | false | undefined => {
    const title = deep().localName === 'article' && deep().querySelector('h2')?.textContent?.trim();
    return name === undefined || title === name ? title || undefined : undefined;
  };
  const gallery = () =>
    document
      .querySelector('pt-app')
      ?.shadowRoot?.querySelector('pt-timelapses')
      ?.shadowRoot?.querySelector('pt-gallery')?.shadowRoot;
  await until(() => gallery()?.querySelectorAll('pt-card').length === 5);
  press('ArrowDown');
  const first = await until(card('A'));
  press('ArrowRight');
  const second = await until(card('B'));
  press('ArrowLeft');
  await until(card('A'));
  press('Enter');
  await until(() => document.querySelector('pt-player-dialog')?.shadowRoot?.querySelector('pt-player-video'));
  history.back();
  await until(() => document.querySelector('pt-player-dialog') === null);
  await until(card('A'));
  press('x');
  await until(() => document.querySelector('pt-app')?.shadowRoot?.querySelector('pt-select-bar'));
  await until(card('A'));
  const isOurs = !press('k', { ctrlKey: true });
  const lines = await until(
    () => document.querySelector('pt-palette')?.shadowRoot?.querySelectorAll('li').length,
  );
  return { first, second, played: true, lines: isOurs && lines > 5 };
}

import type { Page } from 'playwright-core';
import { waitFor } from './wait-for.ts';

/** More stops than any way through the page has. */
const MAX_STOPS = 200;

/** What the focus is on, in the words of a screen reader; parts of Web Awesome are named by their host. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const named = (one: Element | null): string | null => {
      if (one === null) return null;
      const own =
        one.getAttribute('aria-label') ?? (one as { label?: string }).label ?? one.textContent?.trim();
      if (own) return own;
      const root = one.getRootNode();
      return root instanceof ShadowRoot ? named(root.host) : null;
    };
    return (named(element) ?? element?.localName ?? '').replace(/\s+/g, ' ').trim();
  });
}

/**
 * Goes on with Tab until the focus is on something of this name.
 *
 * @param key `Shift+Tab` goes back
 * @throws Error with the names passed on the way
 */
export async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  while (passed.length < MAX_STOPS) {
    await page.keyboard.press(key);
    const focused = await focusedName(page);
    if (name.test(focused)) return;
    passed.push(focused);
  }
  throw new Error(
    `Nothing of the name ${name} is reached with ${key}; passed: ${[...new Set(passed)].join(' | ')}`,
  );
}

/** Goes on with an arrow key in a menu that is open, until the line of this name. */
export async function arrowTo(page: Page, name: RegExp, key = 'ArrowDown'): Promise<void> {
  // A menu takes the focus a moment after it is seen, and would take it back from a line that was reached before.
  await waitFor('the focus in the menu', () => isOnMenuItem(page));
  const passed: string[] = [];
  while (passed.length < MAX_STOPS) {
    const focused = await focusedName(page);
    if (name.test(focused)) return;
    passed.push(focused);
    await page.keyboard.press(key);
  }
  throw new Error(`No line of the name ${name}; passed: ${[...new Set(passed)].join(' | ')}`);
}

function isOnMenuItem(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.localName === 'wa-dropdown-item';
  });
}

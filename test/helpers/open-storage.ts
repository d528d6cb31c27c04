import type { Locator, Page } from 'playwright-core';

/** What a page shows of the storage: on a phone, after pressing the line that opens it. */
export async function openStorage(page: Page, press: (what: Locator) => Promise<void>): Promise<Locator> {
  await page.locator('pt-folded-storage').waitFor();
  const line = page.locator('pt-folded-storage button[aria-expanded=false]');
  const storage = page.locator('pt-storage');
  if (!(await storage.isVisible())) await press(line);
  return storage;
}

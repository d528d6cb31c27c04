import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** So long colours may fade and dialogs move. */
const SETTLE_MS = 15_000;

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Fails with what axe finds wrong in the page, unless it was only on its way to be right. */
export async function expectAccessible(page: Page, where = 'the page'): Promise<void> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(await readFile(AXE, 'utf8'));
  await expect.poll(() => violations(page), { message: where, timeout: SETTLE_MS }).toEqual([]);
}

async function violations(page: Page): Promise<string[]> {
  const result = (await page.evaluate('axe.run()')) as AxeResult;
  return result.violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id}: ${first?.html} ${first?.failureSummary}`;
  });
}

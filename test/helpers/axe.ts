import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** So often, and so long, what is wrong may still become right: pictures come, dialogs fill. */
const LOOKS = 5;
const SETTLE_MS = 15_000;

/** The rules that judge colours. Between light and dark nothing else differs. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

interface AxeResult {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/**
 * Fails with what axe finds wrong in the page, unless it was only on its way to be right.
 *
 * @param about everything, or only the colours, where everything else has been looked at
 */
export async function expectAccessible(
  page: Page,
  where = 'the page',
  about: 'everything' | 'colours' = 'everything',
): Promise<void> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(await readFile(AXE, 'utf8'));
  const started = performance.now();
  let wrong: string[] = [];
  for (let look = 1; look <= LOOKS || performance.now() - started < SETTLE_MS; look += 1) {
    await page.evaluate(atRest);
    wrong = await violations(page, about);
    if (wrong.length === 0) return;
  }
  expect(wrong, where).toEqual([]);
}

/** Until colours have faded and dialogs have moved; what goes round for ever is not waited for. */
async function atRest(): Promise<void> {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  }
  const moving = roots
    .flatMap((root) => root.getAnimations())
    .filter(
      ({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
    );
  await Promise.allSettled(moving.map(({ finished }) => finished));
}

/** To axe, a label below the fold of a dialog that scrolls is not there. */
const withSeenLabels = `(result) => {
  const isNamed = ({ element }) =>
    element.getRootNode().getElementById(element.getAttribute('aria-labelledby'))?.textContent.trim();
  for (const violation of result.violations)
    if (violation.id === 'label-title-only') violation.nodes = violation.nodes.filter((node) => !isNamed(node));
  return { violations: result.violations.filter(({ nodes }) => nodes.length > 0).map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  })) };
}`;

async function violations(page: Page, about: 'everything' | 'colours'): Promise<string[]> {
  const options = {
    resultTypes: ['violations'],
    elementRef: true,
    ...(about === 'colours' && { runOnly: OF_COLOURS }),
  };
  const result = (await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(${withSeenLabels})`,
  )) as AxeResult;
  return result.violations.map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id}: ${first?.html} ${first?.failureSummary}`;
  });
}

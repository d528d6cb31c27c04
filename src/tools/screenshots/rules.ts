import type { Page } from 'playwright-core';
import type { WireRule, WireRuleRun } from '../../shared/rules.ts';
import type { ViewShot } from './views.ts';

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

const RUN: WireRuleRun = {
  id: 3,
  rule_id: 'frames',
  definition: { kind: 'frames_after_video', action: 'delete_frames', days: 14 },
  outcome: 'done',
  problem: null,
  done: { count: 3, bytes: 6_240_000_000 },
  kept_count: 1,
  timelapses: [
    { id: 'a', title: 'Dragon egg, silk gold', size_bytes: 2_940_000_000 },
    { id: 'b', title: 'Zahnrad M4', size_bytes: 2_100_000_000 },
    { id: 'c', title: 'Vase spiral 2026-03-04', size_bytes: 1_200_000_000 },
  ],
  kept: [
    {
      id: 'd',
      title: 'Gehäuse Deckel',
      cause: 'pictures_differ',
      reason: 'its video was made of 240 pictures, and the folder has 238',
    },
  ],
  started_at: hoursAgo(9),
  ended_at: hoursAgo(9),
};
const STOPPED: WireRuleRun = {
  ...RUN,
  ...{ id: 2, rule_id: 'size', outcome: 'stopped', kept_count: 0, timelapses: [], kept: [] },
  definition: { kind: 'total_size', action: 'delete', max_bytes: 50_000_000_000 },
  problem: { cause: 'share_away', reason: 'the share with /share/timelapses is not responding' },
  done: { count: 0, bytes: 0 },
};

const RULE: WireRule = {
  id: 'frames',
  definition: RUN.definition,
  enabled: true,
  tried_at: hoursAgo(200),
  last_run_at: RUN.ended_at,
  last_run: RUN,
  created_at: hoursAgo(300),
};
const RULES: WireRule[] = [
  RULE,
  { ...RULE, id: 'size', definition: STOPPED.definition, last_run: STOPPED },
  {
    ...RULE,
    ...{ id: 'failed', enabled: false, tried_at: null, last_run_at: null, last_run: null },
    definition: {
      kind: 'print_result',
      action: 'delete_with_frames',
      results: ['failed', 'cancelled'],
      days: 3,
    },
  },
];

async function withRules(page: Page): Promise<void> {
  await page.route(/\/api\/v1\/rules(\?|$)/, (route) =>
    route.request().method() === 'GET' ? route.fulfill({ json: RULES }) : route.continue(),
  );
  await page.route(/\/rules\/history/, (route) => route.fulfill({ json: [RUN, STOPPED] }));
}

const actions = (page: Page) => page.locator('pt-rules .actions button');

async function openEditor(page: Page): Promise<void> {
  await actions(page).first().click();
  await page.locator('pt-rule-dialog wa-number-input').waitFor();
}

async function chooseKind(page: Page, kind: string): Promise<void> {
  await page.locator('pt-rule-dialog wa-select').first().click();
  await page.locator(`pt-rule-dialog wa-option[value=${kind}]`).click();
}

export const RULE_VIEWS: ViewShot[] = [
  {
    name: 'rules',
    hash: '/settings',
    sees: 'pt-rules li',
    prepare: withRules,
    reach: (page) =>
      page.locator('pt-rules section').evaluate((section) => section.scrollIntoView({ block: 'center' })),
  },
  {
    name: 'rules-editor',
    hash: '/settings',
    sees: 'pt-rule-dialog form',
    prepare: withRules,
    reach: openEditor,
  },
  {
    name: 'rules-editor-result',
    hash: '/settings',
    sees: 'pt-rule-dialog fieldset',
    prepare: withRules,
    reach: async (page) => {
      await openEditor(page);
      await chooseKind(page, 'print_result');
    },
  },
  {
    name: 'rules-dry-run',
    hash: '/settings',
    sees: 'pt-dry-run li',
    prepare: withRules,
    reach: async (page) => {
      await openEditor(page);
      await page.locator('pt-rule-dialog wa-number-input input').fill('0');
      await page.locator('pt-rule-dialog .foot .filled').click();
    },
  },
  {
    name: 'rules-history',
    hash: '/settings',
    sees: 'pt-rule-history-dialog li',
    prepare: withRules,
    reach: async (page) => {
      await actions(page).last().click();
      await page.locator('pt-rule-history-dialog summary').first().click();
    },
  },
];

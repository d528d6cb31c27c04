import type { RuleDefinition, WireDryRun, WireRule, WireRuleRun } from '../../src/shared/rules.ts';
import type { TestApp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

export async function createRule(app: TestApp, definition: RuleDefinition): Promise<WireRule> {
  return (await (await app.request('POST', '/rules', { definition })).json()) as WireRule;
}

/** As it is now. */
export async function tryOnce(app: TestApp, { id }: { id: string }): Promise<WireDryRun> {
  return (await (await app.request('POST', `/rules/${id}/dry-run`)).json()) as WireDryRun;
}

/** Once the source folder has been looked at. */
export function tryRule(app: TestApp, rule: { id: string }): Promise<WireDryRun> {
  return waitFor('a dry run', async () => {
    const tried = await tryOnce(app, rule);
    return tried.problem === null && tried;
  });
}

/** Switches a rule on that was tried. */
export function switchOn(app: TestApp, { id, definition }: WireRule): Promise<Response> {
  return app.request('PUT', `/rules/${id}`, { definition, enabled: true });
}

/** Applies a rule and waits for the end. @returns its entry in the history; null = there was nothing to do */
export async function runRule(app: TestApp, { id }: { id: string }): Promise<WireRuleRun | null> {
  const find = async () => (await app.get<WireRule[]>('/rules')).find((rule) => rule.id === id)!;
  const before = await find();
  await app.request('POST', `/rules/${id}/run`);
  const after = await waitFor('the rule to have run', async () => {
    const rule = await find();
    const isOver = rule.last_run?.outcome !== 'running' && rule.last_run_at !== before.last_run_at;
    return isOver && rule;
  });
  return after.last_run?.id === before.last_run?.id ? null : after.last_run;
}

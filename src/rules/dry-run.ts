import { performance } from 'node:perf_hooks';
import type { Cause } from '../shared/facts.ts';
import type { RuleDefinition } from '../shared/rules.ts';
import { type Choice, choose, type LibraryItem, typicalMonth } from './choose.ts';
import type { Amount, KeptItem, RunItem } from './rule.ts';
import type { RuleChecks } from './rule-checks.ts';

export interface DryRun {
  now: Amount;
  month: Amount | null;
  items: RunItem[];
  kept: KeptItem[];
  unchecked: number;
  problem: Cause | null;
}

interface DryRunDeps {
  checks: RuleChecks;
  /** Why its action is not possible here; null = it is. */
  obstacle: Cause | null;
  now: number;
  /** What is not checked until then is counted only. */
  maxMs: number;
  signal: AbortSignal;
}

/** Chooses and checks as a run does, and changes nothing. */
export async function dryRun(
  definition: RuleDefinition,
  library: readonly LibraryItem[],
  { checks, obstacle, now, maxMs, signal }: DryRunDeps,
): Promise<DryRun> {
  const chosen = choose(definition, library, now);
  const month = typicalMonth(definition, library, now);
  const away = obstacle ?? (await checks.findAway(chosen));
  if (away) return stopped(away, month);
  const until = performance.now() + maxMs;
  const goes: Choice[] = [];
  const kept: KeptItem[] = [];
  let unchecked = 0;
  for (const item of chosen) {
    if (performance.now() > until) unchecked += 1;
    const verdict = unchecked > 0 ? null : await checks.judge(definition.action, item, signal);
    signal.throwIfAborted();
    if (verdict?.is === 'away') return stopped(verdict.why, month);
    if (verdict?.is === 'stays') kept.push({ id: item.id, title: item.title, why: verdict.why });
    else goes.push(item);
  }
  const bytes = goes.reduce((sum, item) => sum + item.bytes, 0);
  return { now: { count: goes.length, bytes }, month, items: goes, kept, unchecked, problem: null };
}

function stopped(problem: Cause, month: Amount | null): DryRun {
  return { now: { count: 0, bytes: 0 }, month, items: [], kept: [], unchecked: 0, problem };
}

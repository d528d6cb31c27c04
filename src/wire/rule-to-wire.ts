import type { DryRun } from '../rules/dry-run.ts';
import type { KeptItem, RuleRun, RunItem } from '../rules/rule.ts';
import type { RuleWithRun } from '../rules/rules.ts';
import type { WireDryRun, WireRule, WireRuleRun } from '../shared/rules.ts';
import { toIso, toIsoOrNull } from './to-wire.ts';

/** Of a list that may be long. */
const NAMED = 100;

export function toWireRule({ rule, lastRun }: RuleWithRun): WireRule {
  return {
    id: rule.id,
    definition: rule.definition,
    enabled: rule.enabled,
    tried_at: toIsoOrNull(rule.triedAt),
    last_run_at: toIsoOrNull(rule.lastRunAt),
    last_run: lastRun && toWireRuleRun(lastRun),
    created_at: toIso(rule.createdAt),
  };
}

export function toWireRuleRun(run: RuleRun): WireRuleRun {
  return {
    id: run.id,
    rule_id: run.ruleId,
    definition: run.definition,
    outcome: run.outcome,
    problem: run.problem,
    done: run.done,
    kept_count: run.keptCount,
    timelapses: run.items.map(toItem),
    kept: run.kept.map(toKept),
    started_at: toIso(run.startedAt),
    ended_at: toIsoOrNull(run.endedAt),
  };
}

export function toWireDryRun(tried: DryRun & { triedAt: number }): WireDryRun {
  return {
    now: tried.now,
    month: tried.month,
    timelapses: tried.items.slice(0, NAMED).map(toItem),
    kept_count: tried.kept.length,
    kept: tried.kept.slice(0, NAMED).map(toKept),
    unchecked_count: tried.unchecked,
    problem: tried.problem,
    tried_at: toIso(tried.triedAt),
  };
}

function toItem({ id, title, bytes }: RunItem) {
  return { id, title, size_bytes: bytes };
}

function toKept({ id, title, why }: KeptItem) {
  return { id, title, ...why };
}

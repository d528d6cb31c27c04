import type { Cause } from '../shared/facts.ts';
import type { RuleDefinition } from '../shared/rules.ts';

export type RuleAction = RuleDefinition['action'];

export interface Rule {
  id: string;
  definition: RuleDefinition;
  enabled: boolean;
  /** When this very definition was tried; null = not yet. */
  triedAt: number | null;
  lastRunAt: number | null;
  createdAt: number;
}

export type RunOutcome = 'running' | 'done' | 'stopped' | 'interrupted';

export interface RunItem {
  id: string;
  title: string;
  bytes: number;
}

export interface KeptItem {
  id: string;
  title: string;
  why: Cause;
}

export interface Amount {
  count: number;
  bytes: number;
}

/** One time a rule was applied. */
export interface RuleRun {
  id: number;
  ruleId: string;
  definition: RuleDefinition;
  outcome: RunOutcome;
  problem: Cause | null;
  done: Amount;
  keptCount: number;
  /** The first ones. */
  items: RunItem[];
  kept: KeptItem[];
  startedAt: number;
  endedAt: number | null;
}

/** The same text for the same rule. */
export function definitionText(definition: RuleDefinition): string {
  const { kind, action } = definition;
  switch (definition.kind) {
    case 'frames_after_video':
    case 'video_age':
      return JSON.stringify({ kind, action, days: definition.days });
    case 'total_size':
      return JSON.stringify({ kind, action, max_bytes: definition.max_bytes });
    case 'print_result':
      return JSON.stringify({
        kind,
        action,
        results: [...new Set(definition.results)].toSorted(),
        days: definition.days,
      });
  }
}

export function readDefinition(text: string): RuleDefinition {
  return JSON.parse(text) as RuleDefinition;
}

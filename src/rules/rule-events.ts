import type { RuleRun } from './rule.ts';

export interface RuleEvents {
  /** Emitted after its end is in the database. */
  'timelapse.rule_applied': RuleRun;
}

import type { Clock } from '../lib/clock.ts';
import { type AppError, conflict, notFound } from '../lib/errors.ts';
import { Serial } from '../lib/serial.ts';
import type { RuleDefinition } from '../shared/rules.ts';
import type { Page } from '../timelapses/list-query.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import type { LibraryReader } from './library-reader.ts';
import type { Rule, RuleRun } from './rule.ts';
import type { RuleActions } from './rule-actions.ts';
import type { RuleChecks } from './rule-checks.ts';
import type { RuleRunStore } from './rule-run-store.ts';
import { type RuleRunner, ruleOff } from './rule-runner.ts';
import type { RuleStore } from './rule-store.ts';

const MAX_RULES = 50;

export interface RulesDeps {
  rules: RuleStore;
  runs: RuleRunStore;
  library: LibraryReader;
  checks: RuleChecks;
  actions: RuleActions;
  runner: RuleRunner;
  clock: Clock;
  /** How long a dry run may check. */
  dryRunMs: number;
}

export interface RuleWithRun {
  rule: Rule;
  lastRun: RuleRun | null;
}

/** What users do with rules. */
export class Rules {
  readonly #deps: RulesDeps;
  /** Dry runs start programs, so one at a time. */
  readonly #trying = new Serial();

  constructor(deps: RulesDeps) {
    this.#deps = deps;
  }

  async list(page: Page): Promise<{ rules: RuleWithRun[]; total: number }> {
    const { rules, total } = await this.#deps.rules.list(page);
    const last = await this.#deps.runs.lastOf(rules.map(({ id }) => id));
    return { rules: rules.map((rule) => ({ rule, lastRun: last.get(rule.id) ?? null })), total };
  }

  history(page: Page): Promise<{ runs: RuleRun[]; total: number }> {
    return this.#deps.runs.list(page);
  }

  /** Switched off. @throws AppError 409 `too_many_rules` */
  async create(definition: RuleDefinition): Promise<RuleWithRun> {
    const { rules, clock } = this.#deps;
    if ((await rules.count()) >= MAX_RULES) throw tooMany();
    return this.#withRun(await rules.add(definition, clock.now()));
  }

  /** @throws AppError 404, or 409 `dry_run_needed` */
  async change(id: string, definition: RuleDefinition, enabled: boolean): Promise<RuleWithRun> {
    await this.#get(id);
    const changed = await this.#deps.rules.change(id, definition, enabled);
    if (changed) return this.#withRun(changed);
    await this.#get(id);
    throw dryRunNeeded();
  }

  /** @throws AppError 404 */
  async delete(id: string): Promise<void> {
    if (!(await this.#deps.rules.delete(id))) throw noRule(id);
  }

  /** Without a problem, the rule can be switched on afterwards. @throws AppError 404 */
  try(id: string, signal: AbortSignal): Promise<DryRun & { triedAt: number }> {
    return this.#trying.run(async () => {
      const { rules, library, checks, actions, clock, dryRunMs: maxMs } = this.#deps;
      const rule = await this.#get(id);
      const now = clock.now();
      const obstacle = actions[rule.definition.action].obstacle();
      const deps = { checks, obstacle, now, maxMs, signal };
      const tried = await dryRun(rule.definition, await library.readAll(), deps);
      if (tried.problem === null) await rules.noteTried(rule, now);
      return { ...tried, triedAt: now };
    });
  }

  /** It goes on after this returns. @throws AppError 404, or 409 `rule_off` */
  async runNow(id: string): Promise<RuleWithRun> {
    const rule = await this.#get(id);
    if (!rule.enabled) throw ruleOff();
    void this.#deps.runner.run(id);
    return this.#withRun(rule);
  }

  async #get(id: string): Promise<Rule> {
    const rule = await this.#deps.rules.get(id);
    if (!rule) throw noRule(id);
    return rule;
  }

  async #withRun(rule: Rule): Promise<RuleWithRun> {
    return { rule, lastRun: (await this.#deps.runs.lastOf([rule.id])).get(rule.id) ?? null };
  }
}

function noRule(id: string): AppError {
  return notFound(`There is no rule with the id "${id}".`, { id });
}

function dryRunNeeded(): AppError {
  return conflict(
    'dry_run_needed',
    'The rule was not switched on: as it is now, there has been no dry run of it.',
    null,
    'Do a dry run, check what it would do, then switch the rule on.',
  );
}

function tooMany(): AppError {
  return conflict(
    'too_many_rules',
    `There are ${MAX_RULES} rules already.`,
    { most: MAX_RULES },
    'Delete one first.',
  );
}

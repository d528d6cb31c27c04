import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { type AppError, causeOf, conflict, toAppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { Serial } from '../lib/serial.ts';
import type { Cause } from '../shared/facts.ts';
import { evenIfFull } from '../timelapses/even-if-full.ts';
import type { LastCheck } from '../timelapses/removal-checks.ts';
import { type Choice, choose, isSubject, type LibraryItem } from './choose.ts';
import { type LibraryReader, readItem } from './library-reader.ts';
import { definitionText, type Rule, type RuleRun, type RunOutcome } from './rule.ts';
import type { RuleActions } from './rule-actions.ts';
import type { RuleChecks } from './rule-checks.ts';
import type { RuleEvents } from './rule-events.ts';
import type { RuleRunStore } from './rule-run-store.ts';
import { ruleSentence } from './rule-sentence.ts';
import { getRule, type RuleStore } from './rule-store.ts';

/** What is cut short then is put in order at the next start. */
const MAX_STOP_MS = 5000;
/** Where videos are missing one after another, not each has all the others checked again. */
const CHECK_REST_EVERY = 100;

export interface RuleRunnerDeps {
  rules: RuleStore;
  runs: RuleRunStore;
  library: LibraryReader;
  checks: RuleChecks;
  actions: RuleActions;
  emitter: Emitter<RuleEvents>;
  clock: Clock;
  logger: Logger;
  /** Gives up the reserve on the disk; false when there was none. */
  makeRoom: () => Promise<boolean>;
}

interface End {
  outcome: RunOutcome;
  problem: Cause | null;
}

const DONE: End = { outcome: 'done', problem: null };
const INTERRUPTED: End = { outcome: 'interrupted', problem: null };

/** Applies rules, one after another. What it is about to do is written down first. */
export class RuleRunner {
  readonly #deps: RuleRunnerDeps;
  readonly #turns = new Serial();
  #halt = new AbortController();

  constructor(deps: RuleRunnerDeps) {
    this.#deps = deps;
  }

  /** Runs that were cut short are put in order. */
  start(): void {
    this.#halt = new AbortController();
    void this.#turns.run(() => this.#settle()).catch((error: unknown) => this.#failed(error));
  }

  /** What is being done is finished, unless a share hangs; the rest is left to another night. */
  async stop(): Promise<void> {
    this.#halt.abort();
    await Promise.race([this.#turns.settled(), sleep(MAX_STOP_MS, undefined, { ref: false })]);
  }

  async runAll(): Promise<void> {
    for (const { id } of await this.#deps.rules.listEnabled()) await this.run(id);
  }

  /** Never throws. */
  run(id: string): Promise<void> {
    return this.#turns.run(async () => {
      try {
        await this.#settle();
        await this.#run(id);
      } catch (error) {
        this.#failed(error);
        await this.#settle().catch((again: unknown) => this.#failed(again));
      }
    });
  }

  async #run(id: string): Promise<void> {
    const { rules, runs, clock, logger } = this.#deps;
    const rule = await rules.get(id);
    if (!rule?.enabled || rule.triedAt === null || this.#halt.signal.aborted) return;
    const { chosen, problem } = await this.#choose(rule);
    if (chosen.length === 0 && problem === null) {
      logger.info({ rule: id }, `rule "${ruleSentence(rule.definition)}": nothing to do`);
      await this.#write(() => rules.noteRun(id, clock.now()));
      return;
    }
    const runId = await this.#write(() => runs.begin(rule, clock.now()));
    const end = problem ? stopped(problem) : await this.#apply(runId, rule, chosen);
    await this.#finish(runId, end);
  }

  async #choose({ definition }: Rule): Promise<{ chosen: Choice[]; problem: Cause | null }> {
    const { library, checks, actions, clock } = this.#deps;
    const obstacle = actions[definition.action].obstacle() ?? (await checks.findAway([]));
    if (obstacle) return { chosen: [], problem: obstacle };
    const chosen = choose(definition, await library.readAll(), clock.now());
    return { chosen, problem: await checks.findAway(chosen) };
  }

  async #apply(runId: number, rule: Rule, chosen: readonly Choice[]): Promise<End> {
    let next = 0;
    for (const [index, item] of chosen.entries()) {
      if (this.#halt.signal.aborted) return INTERRUPTED;
      const findAway = async (): Promise<Cause | null> => {
        if (index < next) return null;
        next = index + CHECK_REST_EVERY;
        return this.#deps.checks.findAway(chosen.slice(index));
      };
      const end = await this.#applyTo(item, { runId, rule, findAway });
      if (end) return end;
    }
    return DONE;
  }

  /** @returns null = go on with the next */
  async #applyTo(
    item: Choice,
    { runId, rule, findAway }: { runId: number; rule: Rule; findAway: () => Promise<Cause | null> },
  ): Promise<End | null> {
    const { runs, checks } = this.#deps;
    const seq = await this.#write(() => runs.doing(runId, item));
    const verdict = await checks.judge(rule.definition.action, item, this.#halt.signal);
    if (this.#halt.signal.aborted) {
      await this.#write(() => runs.forget(seq));
      return INTERRUPTED;
    }
    const isMissing = verdict.is === 'stays' && verdict.why.cause === 'video_missing';
    const away = verdict.is === 'away' ? verdict.why : isMissing ? await findAway() : null;
    if (away) {
      await this.#write(() => runs.forget(seq));
      return stopped(away);
    }
    const why = verdict.is === 'goes' ? await this.#act(item, rule) : verdict.why;
    if (why?.cause === 'rule_off') {
      await this.#write(() => runs.forget(seq));
      return stopped(why);
    }
    await this.#write(() => (why ? runs.kept(seq, why) : runs.done(seq)));
    return null;
  }

  /** @returns why it was not done */
  async #act(item: Choice, rule: Rule): Promise<Cause | null> {
    try {
      await this.#deps.actions[rule.definition.action].act(item.id, this.#lastCheck(item, rule));
      return null;
    } catch (error) {
      const known = toAppError(error);
      if (!known) throw error;
      return causeOf(known);
    }
  }

  #lastCheck(choice: Choice, rule: Rule): LastCheck {
    const { clock } = this.#deps;
    const usesFrames = deletesFrames(rule.definition);
    return async (trx: Knex) => {
      const current = await getRule(trx, rule.id);
      if (!current?.enabled || definitionText(current.definition) !== definitionText(rule.definition))
        throw ruleOff();
      const item = await readItem(trx, choice.id);
      const isSame = item?.madeAt === choice.madeAt && !(usesFrames && hasOtherFrames(item, choice));
      if (!item || !isSame || !isSubject(rule.definition, item, clock.now())) throw changedMeanwhile();
    };
  }

  async #finish(runId: number, { outcome, problem }: End): Promise<void> {
    const { runs, rules, emitter, clock, logger } = this.#deps;
    const run = await this.#write(() => runs.end(runId, outcome, problem, clock.now()));
    const { count, bytes } = run.done;
    const details = {
      rule: run.ruleId,
      outcome,
      count,
      bytes,
      kept: run.keptCount,
      ...(problem ? { problem } : {}),
    };
    logger.info(details, `rule "${ruleSentence(run.definition)}": ${summary(run)}`);
    await this.#write(() => rules.noteRun(run.ruleId, clock.now()));
    emitter.emit('timelapse.rule_applied', run);
  }

  async #settle(): Promise<void> {
    const { runs, actions } = this.#deps;
    for (const { id, definition, doing } of await runs.listOpen()) {
      for (const { seq, timelapse_id: timelapseId } of doing) {
        const isDone = await actions[definition.action].isDone(timelapseId);
        await this.#write(() => (isDone ? runs.done(seq) : runs.forget(seq)));
      }
      await this.#finish(id, INTERRUPTED);
    }
  }

  #write<T>(write: () => Promise<T>): Promise<T> {
    return evenIfFull(this.#deps.makeRoom, write);
  }

  #failed(error: unknown): void {
    this.#deps.logger.error({ err: error }, 'a rule could not be applied');
  }
}

function deletesFrames({ action }: Rule['definition']): boolean {
  return action === 'delete_frames' || action === 'delete_with_frames';
}

function hasOtherFrames(item: LibraryItem, choice: LibraryItem): boolean {
  return item.framesBytes !== choice.framesBytes || item.hasFrames !== choice.hasFrames;
}

function stopped(problem: Cause | null): End {
  return { outcome: 'stopped', problem };
}

export function ruleOff(): AppError {
  return conflict('rule_off', 'The rule is switched off.', null, 'Switch it on first.');
}

function changedMeanwhile(): AppError {
  return conflict('changed_meanwhile', 'It has changed meanwhile.', null);
}

function summary({ outcome, done, keptCount, problem }: RuleRun): string {
  const size = `${done.count} done, ${Math.round(done.bytes / 1e4) / 100} MB`;
  const kept = keptCount === 0 ? '' : `, ${keptCount} kept`;
  const how = outcome === 'done' ? '' : `, ${outcome}${problem ? ` since ${problem.reason}` : ''}`;
  return size + kept + how;
}

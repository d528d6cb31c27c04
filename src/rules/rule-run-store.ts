import type { Knex } from 'knex';
import type { RuleRunItemRow, RuleRunRow } from '../db/rows.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { RuleEventDetails } from '../outbox/rule-event.ts';
import type { Cause } from '../shared/facts.ts';
import type { Page } from '../timelapses/list-query.ts';
import {
  definitionText,
  type KeptItem,
  readDefinition,
  type Rule,
  type RuleRun,
  type RunItem,
  type RunOutcome,
} from './rule.ts';
import { ruleSentence } from './rule-sentence.ts';

const RUNS = 'rule_runs';
const ITEMS = 'rule_run_items';
/** Of a run, as its record names them. */
export const NAMED_ITEMS = 100;

/** The history: each run with what it did, written before it is done. */
export class RuleRunStore {
  readonly #db: Knex;
  /** Null = nobody empties it. */
  readonly #outbox: Pick<OutboxStore, 'recordRule'> | null;

  constructor(db: Knex, outbox: Pick<OutboxStore, 'recordRule'> | null) {
    this.#db = db;
    this.#outbox = outbox;
  }

  /** The latest first. */
  async list({ limit, offset }: Page): Promise<{ runs: RuleRun[]; total: number }> {
    const rows = (await this.#db(RUNS).orderBy('id', 'desc').limit(limit).offset(offset)) as RuleRunRow[];
    const [count] = (await this.#db(RUNS).count({ n: '*' })) as { n: number }[];
    return { runs: await this.#load(this.#db, rows), total: Number(count?.n ?? 0) };
  }

  /** The last run of each rule that had something to do. */
  async lastOf(ruleIds: readonly string[]): Promise<Map<string, RuleRun>> {
    const last = this.#db(RUNS)
      .whereIn('rule_id', [...ruleIds])
      .groupBy('rule_id')
      .max('id');
    const runs = await this.#load(this.#db, (await this.#db(RUNS).whereIn('id', last)) as RuleRunRow[]);
    return new Map(runs.map((run) => [run.ruleId, run]));
  }

  async begin({ id, definition }: Rule, now: number): Promise<number> {
    const row = {
      rule_id: id,
      definition: definitionText(definition),
      outcome: 'running' satisfies RunOutcome,
      started_at: now,
    };
    const [run] = (await this.#db(RUNS).insert(row).returning('id')) as { id: number }[];
    return run!.id;
  }

  /** Before it is done. @returns its place in the record */
  async doing(runId: number, { id, title, bytes }: RunItem): Promise<number> {
    const row = { run_id: runId, timelapse_id: id, title, bytes, state: 'doing' };
    const [item] = (await this.#db(ITEMS).insert(row).returning('seq')) as { seq: number }[];
    return item!.seq;
  }

  async done(seq: number): Promise<void> {
    await this.#db(ITEMS).where({ seq }).update({ state: 'done' });
  }

  async kept(seq: number, why: Cause): Promise<void> {
    await this.#db(ITEMS)
      .where({ seq })
      .update({ state: 'kept', reason: JSON.stringify(why) });
  }

  /** It was not done after all. */
  async forget(seq: number): Promise<void> {
    await this.#db(ITEMS).where({ seq }).delete();
  }

  /** Together with its event. */
  end(id: number, outcome: RunOutcome, problem: Cause | null, now: number): Promise<RuleRun> {
    return this.#db.transaction(async (trx) => {
      const ended = { outcome, problem: problem && JSON.stringify(problem), ended_at: now };
      const rows = (await trx(RUNS).where({ id }).update(ended).returning('*')) as RuleRunRow[];
      const [run] = await this.#load(trx, rows);
      await this.#outbox?.recordRule(trx, toDetails(run!), now);
      return run!;
    });
  }

  /** Those that were cut short, with the item each was at. */
  async listOpen(): Promise<{ id: number; definition: RuleRun['definition']; doing: RuleRunItemRow[] }[]> {
    const rows = (await this.#db(RUNS).whereNull('ended_at').orderBy('id')) as RuleRunRow[];
    const doing = (await this.#db(ITEMS).where({ state: 'doing' })) as RuleRunItemRow[];
    return rows.map(({ id, definition }) => ({
      id,
      definition: readDefinition(definition),
      doing: doing.filter(({ run_id: runId }) => runId === id),
    }));
  }

  async trim(before: number): Promise<void> {
    await this.#db(RUNS).where('ended_at', '<', before).delete();
  }

  async #load(db: Knex, rows: readonly RuleRunRow[]): Promise<RuleRun[]> {
    const runs: RuleRun[] = [];
    for (const row of rows) {
      const sums = (await db(ITEMS)
        .where({ run_id: row.id })
        .groupBy('state')
        .select('state', db.raw('COUNT(*) AS n'), db.raw('SUM(bytes) AS bytes'))) as {
        state: RuleRunItemRow['state'];
        n: number;
        bytes: number;
      }[];
      const done = sums.find(({ state }) => state === 'done');
      const kept = sums.find(({ state }) => state === 'kept');
      runs.push({
        id: row.id,
        ruleId: row.rule_id,
        definition: readDefinition(row.definition),
        outcome: row.outcome as RunOutcome,
        problem: row.problem === null ? null : (JSON.parse(row.problem) as Cause),
        done: { count: done?.n ?? 0, bytes: done?.bytes ?? 0 },
        keptCount: kept?.n ?? 0,
        items: (await named(db, row.id, 'done')).map(toItem),
        kept: (await named(db, row.id, 'kept')).map(toKept),
        startedAt: row.started_at,
        endedAt: row.ended_at,
      });
    }
    return runs;
  }
}

async function named(db: Knex, runId: number, state: RuleRunItemRow['state']): Promise<RuleRunItemRow[]> {
  return db(ITEMS).where({ run_id: runId, state }).orderBy('seq').limit(NAMED_ITEMS);
}

function toItem({ timelapse_id: id, title, bytes }: RuleRunItemRow): RunItem {
  return { id, title, bytes };
}

function toKept({ timelapse_id: id, title, reason }: RuleRunItemRow): KeptItem {
  return { id, title, why: JSON.parse(reason!) as Cause };
}

function toDetails({ ruleId, definition, outcome, done, keptCount, problem }: RuleRun): RuleEventDetails {
  return {
    rule_id: ruleId,
    rule: ruleSentence(definition),
    action: definition.action,
    outcome,
    count: done.count,
    size_bytes: done.bytes,
    kept_count: keptCount,
    problem_code: problem?.cause ?? null,
    problem_message: problem?.reason ?? null,
  };
}

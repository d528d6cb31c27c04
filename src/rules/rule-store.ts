import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { RuleRow } from '../db/rows.ts';
import type { RuleDefinition } from '../shared/rules.ts';
import type { Page } from '../timelapses/list-query.ts';
import { definitionText, readDefinition, type Rule } from './rule.ts';

const TABLE = 'rules';

export class RuleStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The oldest first. */
  async list({ limit, offset }: Page): Promise<{ rules: Rule[]; total: number }> {
    const rows = (await this.#db(TABLE)
      .orderBy(['created_at', 'id'])
      .limit(limit)
      .offset(offset)) as RuleRow[];
    return { rules: rows.map(toRule), total: await this.count() };
  }

  async listEnabled(): Promise<Rule[]> {
    const rows = (await this.#db(TABLE).where({ enabled: 1 }).orderBy(['created_at', 'id'])) as RuleRow[];
    return rows.map(toRule);
  }

  async count(): Promise<number> {
    const [row] = (await this.#db(TABLE).count({ n: '*' })) as { n: number }[];
    return Number(row?.n ?? 0);
  }

  get(id: string): Promise<Rule | null> {
    return getRule(this.#db, id);
  }

  async add(definition: RuleDefinition, now: number): Promise<Rule> {
    const row = { id: randomUUID(), definition: definitionText(definition), created_at: now };
    const [added] = (await this.#db(TABLE).insert(row).returning('*')) as RuleRow[];
    return toRule(added!);
  }

  /** Null when there is no such rule, or when it is to be switched on and was not tried like this. */
  async change(id: string, definition: RuleDefinition, enabled: boolean): Promise<Rule | null> {
    const text = definitionText(definition);
    const query = this.#db(TABLE).where(enabled ? { id, tried: text } : { id });
    const rows = (await query
      .update({ definition: text, enabled: enabled ? 1 : 0 })
      .returning('*')) as RuleRow[];
    return rows[0] ? toRule(rows[0]) : null;
  }

  /** Unless it was changed meanwhile. */
  async noteTried({ id, definition }: Rule, now: number): Promise<void> {
    const text = definitionText(definition);
    await this.#db(TABLE).where({ id, definition: text }).update({ tried: text, tried_at: now });
  }

  async noteRun(id: string, now: number): Promise<void> {
    await this.#db(TABLE).where({ id }).update({ last_run_at: now });
  }

  async delete(id: string): Promise<boolean> {
    return (await this.#db(TABLE).where({ id }).delete()) > 0;
  }
}

export async function getRule(db: Knex, id: string): Promise<Rule | null> {
  const [row] = (await db(TABLE).where({ id })) as RuleRow[];
  return row ? toRule(row) : null;
}

function toRule(row: RuleRow): Rule {
  return {
    id: row.id,
    definition: readDefinition(row.definition),
    enabled: row.enabled === 1,
    triedAt: row.tried === row.definition ? row.tried_at : null,
    lastRunAt: row.last_run_at,
    createdAt: row.created_at,
  };
}

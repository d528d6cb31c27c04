import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import type { PrintJobReport } from '../../src/print-jobs/print-job.ts';
import { PrintJobStore } from '../../src/print-jobs/print-job-store.ts';
import { openTestDatabase } from '../helpers/open-database.ts';

let db: Database;
let store: PrintJobStore;

beforeEach(async () => {
  db = await openTestDatabase();
  store = new PrintJobStore(db);
});

function report(change: Partial<PrintJobReport> = {}): PrintJobReport {
  return {
    externalId: null,
    name: 'Benchy',
    fileName: null,
    printer: null,
    status: 'completed',
    startedAt: 1000,
    endedAt: 2000,
    createdAt: 500,
    ...change,
  };
}

/** How SQLite carries out each query that this asks. */
async function plansOf(ask: () => Promise<unknown>): Promise<string[]> {
  const queries: { sql: string; bindings: readonly unknown[] }[] = [];
  const hear = (query: { sql: string; bindings: readonly unknown[] }) => queries.push(query);
  db.on('query', hear);
  await ask();
  db.off('query', hear);
  const plans = [];
  for (const { sql, bindings } of queries) {
    const steps = (await db.raw(`EXPLAIN QUERY PLAN ${sql}`, bindings as [])) as { detail: string }[];
    plans.push(steps.map(({ detail }) => detail).join('; '));
  }
  return plans;
}

describe('the candidates of an image folder', () => {
  it('are found by name, by file, by time, and as the latest', async () => {
    const byName = await store.insert('api', report({ name: 'Gehäuse.gcode', startedAt: 1 }), 0);
    const byFile = await store.insert('api', report({ fileName: 'GEHAUSE.3mf', startedAt: 2 }), 0);
    const byTime = await store.insert('api', report({ name: 'Vase', startedAt: 5_000_000 }), 0);
    for (let count = 0; count < 120; count += 1)
      await store.insert('api', report({ name: `Other ${count}`, startedAt: 9_000_000 + count }), 0);
    const windows = [{ from: 4_999_999, to: 5_000_001 }];
    const found = (await store.findCandidates({ keys: ['gehause'], windows })).map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining([byName.id, byFile.id, byTime.id]));
    expect(found).toHaveLength(103);
  });
});

describe('the queries on print jobs', () => {
  it('go by an index and sort nothing', async () => {
    const { id } = await store.insert('api', report({ printer: 'A1', externalId: '1' }), 0);
    const plans = await plansOf(async () => {
      await store.get(id);
      await store.list({ limit: 100, offset: 0 });
      await store.findExternal('api', ['1', '2']);
      await store.findCandidates({ keys: ['benchy'], windows: [{ from: 0, to: 5000 }] });
      await store.countTimelapses([id]);
      await store.printers();
    });
    for (const plan of plans) {
      expect(plan).toMatch(/USING .*INDEX/);
      expect(plan).not.toMatch(/TEMP B-TREE/);
    }
    expect(plans.length).toBeGreaterThan(8);
  });
});

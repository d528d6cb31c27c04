import { join } from 'node:path';
import createKnex from 'knex';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';

/** A database as an earlier version left it: with the first migrations only, and a print job in it. */
async function makeOlder(data: string, known: number): Promise<void> {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: join(data, 'timelapse.sqlite3') },
    useNullAsDefault: true,
  });
  const migrationSource = {
    getMigrations: async () => migrations.slice(0, known),
    getMigrationName: ({ name }: { name: string }) => name,
    getMigration: async (migration: (typeof migrations)[number]) => migration,
  };
  await db.migrate.latest({ migrationSource, tableName: 'knex_migrations' });
  const now = Date.parse('2026-11-20T14:30:00Z');
  const job = { id: 'job-1', source: 'api', name: 'Benchy', status: 'completed', happened_at: now };
  const keys = { name_key: 'benchy', file_key: '', search_text: 'benchy', created_at: now, updated_at: now };
  await db('print_jobs').insert({ ...job, ...keys });
  await db.destroy();
}

describe('an update of the app', () => {
  it.each(migrations.map(({ name }, index) => [name, index + 1] as const))(
    'goes on with a database that knows nothing after %s, and loses nothing',
    async (_name, known) => {
      const folders = await makeFolders();
      await makeOlder(folders.data, known);
      const app = await startTestApp({}, { folders });
      expect(await app.get('/jobs')).toMatchObject([{ name: 'Benchy' }]);
      expect(await app.get('/health')).toMatchObject({ checks: { database: 'ok' } });
    },
  );
});

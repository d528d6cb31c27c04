import type { Knex } from 'knex';
import { type Migration, migrations } from '../../migrations/index.ts';
import { AppError } from '../lib/errors.ts';

const TABLE = 'knex_migrations';

/** An explicit list, so that no directory is scanned. */
const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: async () => [...migrations],
  getMigrationName: (migration) => migration.name,
  getMigration: async (migration) => migration,
};

/**
 * Runs in one transaction, so the database has either the old or the new schema. The caller holds the data folder, so
 * an existing migration lock is left over from a crash.
 *
 * @throws AppError `database_newer`
 */
export async function migrate(db: Knex): Promise<void> {
  await refuseNewer(db);
  await db.migrate.forceFreeMigrationsLock({ migrationSource, tableName: TABLE });
  await db.migrate.latest({ migrationSource, tableName: TABLE });
}

async function refuseNewer(db: Knex): Promise<void> {
  if (!(await db.schema.hasTable(TABLE))) return;
  const applied = (await db(TABLE).orderBy('id').pluck('name')) as string[];
  const known = new Set(migrations.map(({ name }) => name));
  const newer = applied.filter((name) => !known.has(name));
  if (newer.length === 0) return;
  throw new AppError(
    'database_newer',
    `The database was written by a newer version of this app (it contains "${newer.at(-1)}", which this version does not know). Nothing was changed.`,
    {
      status: 500,
      remedy: 'Install that version or a newer one, or restore a backup made with this version.',
    },
  );
}

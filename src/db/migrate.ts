import type { Knex } from 'knex';
import { type Migration, migrations } from '../../migrations/index.ts';
import { AppError } from '../lib/errors.ts';

const TABLE = 'knex_migrations';

/** The ordered record of migrations as knex wants to be told of it; no directory is scanned. */
const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: async () => [...migrations],
  getMigrationName: (migration) => migration.name,
  getMigration: async (migration) => migration,
};

/**
 * Applies what is missing, all of it in one transaction: the database is of the old shape or of the new one.
 * The caller holds the data folder, so a migration lock found here is left over from a crash.
 *
 * @throws AppError `database_newer` when the database knows migrations that we do not
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
    `The database was written by a newer version of this app (it knows "${newer.at(-1)}", this version does not). Nothing was changed.`,
    {
      status: 500,
      remedy: 'Install that version again or a newer one, or restore a backup made with this version.',
    },
  );
}

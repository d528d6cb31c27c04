import type { Knex } from 'knex';

/** The claim decides how many render at the same time; what renders is listed in the order it began. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX timelapses_one_processing');
  await knex.raw(
    `CREATE INDEX timelapses_processing ON timelapses (processing_started_at, id)
     WHERE status = 'processing'`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX timelapses_processing');
  await knex.raw(
    "CREATE UNIQUE INDEX timelapses_one_processing ON timelapses (status) WHERE status = 'processing'",
  );
}

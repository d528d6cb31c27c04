import type { Knex } from 'knex';

/** Rules that tidy up at night, and what they have done. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('rules', (table) => {
    table.text('id').primary();
    // JSON: what it applies to, and what it does.
    table.text('definition').notNullable();
    table.boolean('enabled').notNullable().defaultTo(false);
    // The definition that was tried in a dry run.
    table.text('tried');
    table.bigInteger('tried_at');
    table.bigInteger('last_run_at');
    table.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('rule_runs', (table) => {
    table.increments('id');
    // Of a rule that may have been deleted since.
    table.text('rule_id').notNullable().index();
    table.text('definition').notNullable();
    table.text('outcome').notNullable();
    // JSON: why it stopped.
    table.text('problem');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at');
  });
  await knex.schema.createTable('rule_run_items', (table) => {
    table.increments('seq');
    table.integer('run_id').notNullable().references('id').inTable('rule_runs').onDelete('CASCADE').index();
    // Of a timelapse that may be gone.
    table.text('timelapse_id').notNullable();
    table.text('title').notNullable();
    table.bigInteger('bytes').notNullable();
    // Written before anything is done, so that a run that was cut short can be put in order.
    table.text('state').notNullable().checkIn(['doing', 'done', 'kept']);
    // JSON: why it was kept.
    table.text('reason');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('rule_run_items');
  await knex.schema.dropTable('rule_runs');
  await knex.schema.dropTable('rules');
}

import type { Knex } from 'knex';

/** Run history: one row each time the engine was started, with what it takes to clean up after a crash. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('runs', (table) => {
    table.text('id').primary();
    table.text('timelapse_id').notNullable().references('id').inTable('timelapses').onDelete('CASCADE');
    table.integer('attempt').notNullable();
    table.text('engine').notNullable();
    // JSON list: hidden files that this run may leave behind.
    table.text('partial_paths').notNullable();
    // Set once the video is good: from then on a restart finishes the move instead of rendering again.
    table.text('publish_plan');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at');
    table.text('outcome');
    table.text('error_code');
    table.integer('exit_code');
    table.text('signal');
    table.text('report');
    // How much work it was, for guessing how long the next one takes.
    table.integer('frames');
    table.double('megapixels');
    table.index(['timelapse_id', 'started_at']);
    table.index(['ended_at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('runs');
}

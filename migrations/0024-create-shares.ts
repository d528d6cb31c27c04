import type { Knex } from 'knex';

/** Copies of videos for a chat, a mail or a phone: what is wanted, how far it is, and the file that came of it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('shares', (table) => {
    table.text('id').primary();
    table.text('timelapse_id').notNullable().references('id').inTable('timelapses').onDelete('CASCADE');
    table.text('kind').notNullable();
    // JSON: limits and framing.
    table.text('wish').notNullable();
    table.text('path').notNullable().unique();
    table.text('state').notNullable();
    // JSON: why it failed, or has to wait.
    table.text('reason');
    table.bigInteger('bytes');
    table.integer('width');
    table.integer('height');
    table.double('seconds');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.index(['timelapse_id']);
  });
  await knex.raw(
    "CREATE INDEX shares_unfinished ON shares (created_at) WHERE state IN ('waiting', 'making')",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('shares');
}

import type { Knex } from 'knex';

/** Servers of the user's, and the videos that are on their way to them or there. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('destinations', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    // Folded, so that names do not differ only in case or accents.
    table.text('name_key').notNullable().unique();
    table.text('kind').notNullable();
    // JSON: address, bucket, region, folder, user.
    table.text('address').notNullable();
    // Encrypted with a key that is not in the database.
    table.text('secret').notNullable();
    table.text('sends').notNullable();
    table.bigInteger('sends_since').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
  });
  await knex.schema.createTable('uploads', (table) => {
    table.text('id').primary();
    // Without a reference: what is left of it on the server is removed after the timelapse.
    table.text('timelapse_id').notNullable();
    table.text('destination_id').notNullable().references('id').inTable('destinations').onDelete('CASCADE');
    // Of the video: a new render is another one.
    table.text('version').notNullable();
    table.text('state').notNullable();
    table.integer('tries').notNullable().defaultTo(0);
    table.bigInteger('due_at').notNullable();
    // JSON: why it failed, or has to wait.
    table.text('reason');
    table.bigInteger('bytes');
    table.text('sha256');
    table.text('remote_name');
    table.text('checked_by');
    // JSON: what is on the server of one that is not whole yet.
    table.text('begun');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.unique(['timelapse_id', 'destination_id', 'version']);
    table.index(['destination_id', 'state']);
    table.index(['created_at']);
  });
  await knex.raw("CREATE INDEX uploads_unfinished ON uploads (due_at) WHERE state IN ('waiting', 'sending')");
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('uploads');
  await knex.schema.dropTable('destinations');
}

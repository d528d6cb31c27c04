import type { Knex } from 'knex';

/** Pictures that the app takes itself, one row for each camera and print, with all that is needed to go on. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('captures', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    // JSON: an entity or an address.
    table.text('camera').notNullable();
    table.text('folder').notNullable();
    // JSON: the options it was started with.
    table.text('rules').notNullable();
    table.text('state').notNullable();
    table.bigInteger('state_since').notNullable();
    // JSON: how far it has come.
    table.text('progress').notNullable();
    table.integer('pictures').notNullable();
    table.bigInteger('last_picture_at');
    // JSON: why no pictures are taken.
    table.text('problem');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at');
    table.text('ended_because');
    table.integer('settled').notNullable().defaultTo(0);
    table.index(['started_at']);
  });
  await knex.raw('CREATE INDEX captures_unsettled ON captures (folder) WHERE settled = 0');
  // The running capture that fills its folder.
  await knex.schema.alterTable('timelapses', (table) => {
    table.text('capture_id');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumn('capture_id');
  });
  await knex.schema.dropTable('captures');
}

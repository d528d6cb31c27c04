import type { Knex } from 'knex';

/** How the video of one timelapse is made, presets for it, and what the video in place was made with. */
export async function up(knex: Knex): Promise<void> {
  // Without a reference: a deleted timelapse can be restored, and its recipe with it.
  await knex.schema.createTable('recipes', (table) => {
    table.text('timelapse_id').primary();
    table.text('preset_id').index();
    table.text('recipe').notNullable();
    table.integer('updated_at').notNullable();
  });
  await knex.schema.createTable('presets', (table) => {
    table.text('id').primary();
    table.text('name').notNullable();
    // Folded, so that names do not differ only in case or accents.
    table.text('name_key').notNullable().unique();
    table.text('recipe').notNullable();
    table.integer('created_at').notNullable();
  });
  await knex.schema.alterTable('timelapses', (table) => {
    table.text('rendered_with');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropColumn('rendered_with');
  });
  await knex.schema.dropTable('presets');
  await knex.schema.dropTable('recipes');
}

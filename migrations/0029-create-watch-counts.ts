import type { Knex } from 'knex';

/** How often each video was watched here. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('watch_counts', (table) => {
    table.text('timelapse_id').primary().references('id').inTable('timelapses').onDelete('CASCADE');
    table.integer('count').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('watch_counts');
}

import type { Knex } from 'knex';

/** Messages about videos that are to be sent; each is removed once Home Assistant has taken it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('messages', (table) => {
    table.increments('seq');
    table
      .text('timelapse_id')
      .notNullable()
      .references('id')
      .inTable('timelapses')
      .onDelete('CASCADE')
      .index();
    // An action or entity of Home Assistant.
    table.text('target').notNullable();
    table.text('kind').notNullable().checkIn(['made', 'failed']);
    table.integer('refusals').notNullable().defaultTo(0);
    // Milliseconds since 1970.
    table.integer('happened_at').notNullable();
    table.integer('due_at').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('messages');
}

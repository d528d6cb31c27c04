import type { Knex } from 'knex';

/** What a printer reported during the print that a video shows: Home Assistant and the image folder forget it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('print_data', (table) => {
    table.text('timelapse_id').primary().references('id').inTable('timelapses').onDelete('CASCADE');
    // JSON, gzipped: the pictures of the video, when they were taken and what was logged with them.
    table.binary('pictures');
    // When the video with these pictures was made.
    table.bigInteger('pictures_of');
    // JSON, gzipped: what the printer's sensors recorded during the print.
    table.binary('sensors');
    // Whose sensors they are, or are to be; without a reference, so that another link is noticed.
    table.text('job_id');
    table.integer('tries').notNullable().defaultTo(0);
    // When the sensors are asked for again; null = settled.
    table.bigInteger('try_at');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('print_data');
}

import type { Knex } from 'knex';

/** Which frames a folder holds, a render took and a video is made from; and the first frame, by which a print is known. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('frame_lists', (table) => {
    table.text('timelapse_id').notNullable().references('id').inTable('timelapses').onDelete('CASCADE');
    table.text('role').notNullable();
    // One number of 32 bits a frame, base64.
    table.text('frames').notNullable();
    table.primary(['timelapse_id', 'role']);
  });
  await knex.schema.alterTable('timelapses', (table) => {
    // Name, file time and size, as JSON.
    table.text('first_frame');
    table.index(['first_frame']);
    table.index(['source_folder', 'superseded']);
  });
  await knex.raw("UPDATE timelapses SET first_frame = json_extract(frames_sample, '$[0]')");
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('timelapses', (table) => {
    table.dropIndex(['source_folder', 'superseded']);
    table.dropIndex(['first_frame']);
    table.dropColumn('first_frame');
  });
  await knex.schema.dropTable('frame_lists');
}

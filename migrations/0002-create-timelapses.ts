import type { Knex } from 'knex';

/** One row a timelapse: an image folder as last seen, its place in the queue, and what its video is like. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('timelapses', (table) => {
    table.text('id').primary();
    table.text('title');
    table.text('notes');
    table.text('folder_name').notNullable();
    table.text('source_folder').notNullable();
    table.boolean('source_missing').notNullable().defaultTo(false);
    // The folder has been used for another print since: the watcher no longer looks at this row.
    table.boolean('superseded').notNullable().defaultTo(false);
    table.text('status').notNullable();
    table.text('printer');
    // Title, folder name and the like, folded (no case, no accents): what a search looks through, and the name order.
    table.text('search_text').notNullable();

    // The image folder as last seen. The fingerprint is (count, newest time, last name, bytes).
    table.integer('frame_count').notNullable();
    table.bigInteger('frames_newest_at').notNullable();
    table.text('frames_last_name').notNullable();
    table.bigInteger('frames_bytes').notNullable();
    // The newest file time, but never later than when it was first seen: deadlines count from here.
    table.bigInteger('last_frame_at').notNullable();
    table.bigInteger('usual_gap_ms').notNullable();
    table.text('newest_name').notNullable();
    table.bigInteger('newest_size').notNullable();
    table.bigInteger('folder_mtime').notNullable();
    table.text('frames_sample').notNullable();
    // When the folder was last seen unchanged after an earlier look; null = not yet confirmed.
    table.bigInteger('confirmed_at');
    // The fingerprint that the video was, or is being, made from.
    table.text('rendered_fingerprint');

    // Queue.
    table.boolean('held').notNullable().defaultTo(false);
    table.boolean('manual').notNullable().defaultTo(false);
    table.integer('queue_seq');
    table.bigInteger('not_before');
    table.integer('retry_count').notNullable().defaultTo(0);

    // The video.
    table.boolean('video_exists').notNullable().defaultTo(false);
    // Size of the video file, here too so that lists can be sorted by it.
    table.bigInteger('video_bytes');
    table.integer('dropped_frames');
    table.double('video_duration');
    table.integer('width');
    table.integer('height');
    table.double('fps');
    table.double('flicker_before');
    table.double('flicker_after');
    table.bigInteger('processing_started_at');
    table.bigInteger('processing_completed_at');
    table.text('error_code');
    table.text('error_detail');

    table.text('job_id').references('id').inTable('print_jobs').onDelete('SET NULL');
    table.text('link_source');
    table.boolean('pinned').notNullable().defaultTo(false);
    table.bigInteger('created_at').notNullable();
    table.bigInteger('updated_at').notNullable();

    table.index(['status', 'created_at']);
    table.index(['status', 'manual', 'queue_seq']);
    table.index(['created_at', 'id']);
    table.index(['video_duration', 'id']);
    table.index(['video_bytes', 'id']);
    table.index(['search_text', 'id']);
    table.index(['pinned', 'created_at', 'id']);
    table.index(['printer', 'created_at', 'id']);
    table.index(['job_id', 'created_at', 'id']);
  });
  // An image folder has one current timelapse; earlier ones of the same folder are superseded.
  await knex.raw(
    'CREATE UNIQUE INDEX timelapses_current_folder ON timelapses (source_folder) WHERE superseded = 0',
  );
  // The age of a timelapse counts from its video, or else from its discovery.
  await knex.raw(
    'CREATE INDEX timelapses_age ON timelapses (COALESCE(processing_completed_at, created_at), id)',
  );
  // Never two renders at once, whatever the code does.
  await knex.raw(
    "CREATE UNIQUE INDEX timelapses_one_processing ON timelapses (status) WHERE status = 'processing'",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('timelapses');
}

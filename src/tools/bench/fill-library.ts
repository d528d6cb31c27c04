import type { Knex } from 'knex';
import type { TimelapseRow } from '../../timelapses/timelapse-columns.ts';
import { searchText } from '../../timelapses/timelapse-row.ts';

const DAY_MS = 86_400_000;
const ROWS_PER_INSERT = 200;
const MODELS = ['Benchy', 'Gehäuse', 'Drachenei', 'Cable clip', 'Vase', 'Zahnrad', 'ランプ', 'Phone stand'];

/** Every tenth is not a finished video; one in fifty is pinned. */
export async function fillLibrary(db: Knex, records: number, now: number): Promise<void> {
  for (let first = 0; first < records; first += ROWS_PER_INSERT) {
    const count = Math.min(ROWS_PER_INSERT, records - first);
    const rows = Array.from({ length: count }, (_, index) => makeRow(first + index, now));
    await db('timelapses').insert(rows);
    await db('timelapse_files').insert(
      rows
        .filter((row) => row.video_exists === 1)
        .map((row) => ({
          timelapse_id: row.id,
          kind: 'video',
          path: `/videos/${row.folder_name}.mp4`,
          size_bytes: row.video_bytes,
          created_at: row.created_at,
        })),
    );
  }
}

function makeRow(number: number, now: number): Partial<TimelapseRow> {
  const folderName = `${MODELS[number % MODELS.length]} ${number}`;
  const made = now - number * (DAY_MS / 6);
  const isDone = number % 10 !== 0;
  return {
    id: `record-${number}`,
    folder_name: folderName,
    source_folder: `/images/${folderName}`,
    search_text: searchText({ title: null, folderName, notes: null }),
    status: isDone ? 'completed' : number % 20 === 0 ? 'failed' : 'discovered',
    held: 1,
    printer: `Printer ${number % 4}`,
    frame_count: 100 + (number % 900),
    frames_newest_at: made,
    frames_last_name: 'frame_9999.jpg',
    frames_bytes: 1_000_000 + number,
    last_frame_at: made,
    usual_gap_ms: 0,
    newest_name: 'frame_9999.jpg',
    newest_size: 1000,
    folder_mtime: made,
    frames_sample: '[]',
    video_exists: isDone ? 1 : 0,
    video_bytes: isDone ? 1_000_000 + ((number * 7919) % 500_000_000) : null,
    video_duration: isDone ? 5 + (number % 60) : null,
    processing_completed_at: isDone ? made : null,
    pinned: number % 50 === 0 ? 1 : 0,
    created_at: made,
    updated_at: made,
  };
}

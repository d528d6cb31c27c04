import { describe, expect, it } from 'vitest';
import { optionsSchema } from '../../src/options/catalogue.ts';
import { statsSchema } from '../../src/shared/stats.ts';
import { progressSchema, timelapseSchema } from '../../src/shared/timelapse.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import { toWireProgress, toWireStats, toWireTimelapse, type WireContext } from '../../src/wire/to-wire.ts';
import { makeRecord } from '../helpers/make-record.ts';

const DAY = 86_400_000;
const options = optionsSchema.parse({ timelapse_source_folder: '/images' });

/** The wire shape of a record, a day after it was found. */
function wire(change: Partial<Timelapse> = {}, context: Partial<WireContext> = {}) {
  const whole = { options, now: DAY + 3000, pending: new Map(), progressOf: () => null, ...context };
  const shape = toWireTimelapse(makeRecord(change), whole);
  expect(timelapseSchema.strict().safeParse(shape).error).toBeUndefined();
  return shape;
}

const progress = { id: 'one', percent: 40, step: 'encoding', framesDone: 4, framesTotal: 10, etaAt: 9000 };
const progressOf = (id: string) => (id === progress.id ? progress : null);

const JOB = { name: 'Vase', printer: 'A1', endedAt: 2500 };
const NOTHING = { count: 0, newestAt: 0, lastName: '', totalBytes: 0 };

describe('the print job of a timelapse', () => {
  it('gives its name and, where no other is known, its printer', () => {
    const shape = wire({ jobId: 'job', linkSource: 'auto', job: JOB });
    expect(shape).toMatchObject({
      job_id: 'job',
      link_source: 'auto',
      linked_job_name: 'Vase',
      printer: 'A1',
    });
    expect(wire({ jobId: 'job', job: JOB, printer: 'Mine' }).printer).toBe('Mine');
  });

  it('taken away by hand leaves no trace', () => {
    const shape = wire({ jobId: null, linkSource: 'manual' });
    expect(shape).toMatchObject({ job_id: null, link_source: null, linked_job_name: null, printer: null });
  });
});

describe('the times of a timelapse', () => {
  it('are ISO 8601 in UTC with Z', () => {
    expect(wire({ processingStartedAt: 4000, processingCompletedAt: 5500 })).toMatchObject({
      created_at: '1970-01-01T00:00:03.000Z',
      last_image_detected_at: '1970-01-01T00:00:03.000Z',
      processing_started_at: '1970-01-01T00:00:04.000Z',
      processing_completed_at: '1970-01-01T00:00:05.500Z',
    });
  });

  it.each([
    ['waits for its quiet period', {}, {}, '1970-01-01T00:05:03.000Z'],
    ['is no longer discovered', { status: 'pending' }, {}, null],
    ['was cancelled', { held: true }, {}, null],
    ['has lost its frames', { sourceMissing: true }, {}, null],
    ['starts by hand only', {}, { timelapse_auto_process_timeout: 0 }, null],
    ['has too few frames', {}, { min_frames: 4 }, null],
    ['shows a print that is over', { job: { ...JOB, endedAt: 60_000 } }, {}, '1970-01-01T00:01:00.000Z'],
    ['may still be being copied', { job: JOB }, {}, '1970-01-01T00:00:15.000Z'],
    [
      'had frames long after its print',
      { job: { ...JOB, endedAt: -300_000 } },
      {},
      '1970-01-01T00:05:03.000Z',
    ],
    ['is rendered again', { job: JOB, renderedFingerprint: NOTHING }, {}, '1970-01-01T00:05:03.000Z'],
    ['lies in an earlier source folder', {}, { timelapse_source_folder: '/other' }, null],
    ['would start if the app were switched on', {}, { timelapse_enabled: false }, null],
  ] as const)('tell when one starts that %s', (_what, record, change, at) => {
    const shape = wire(record, { options: { ...options, ...change } });
    expect(shape.auto_process_eligible_at).toBe(at);
  });
});

describe('a running render', () => {
  it('has a progress of its own', () => {
    expect(wire({ status: 'processing' }, { progressOf })).toMatchObject({
      progress_percent: 40,
      current_step: 'encoding',
      eta_at: '1970-01-01T00:00:09.000Z',
    });
  });

  it('is at 0 percent while there is none, and never has that of another', () => {
    const nothing = { progress_percent: 0, current_step: null, eta_at: null };
    expect(wire({ status: 'processing' })).toMatchObject(nothing);
    expect(wire({ status: 'processing', id: 'two' }, { progressOf })).toMatchObject(nothing);
  });

  it('is over with its status', () => {
    expect(wire({ status: 'completed' }, { progressOf })).toMatchObject({
      progress_percent: null,
      current_step: null,
    });
  });

  it('has its progress in the shape of the contract', () => {
    const shape = toWireProgress(progress);
    expect(progressSchema.strict().parse(shape)).toEqual({
      id: 'one',
      progress_percent: 40,
      current_step: 'encoding',
      frames_done: 4,
      frames_total: 10,
      eta_at: '1970-01-01T00:00:09.000Z',
    });
  });
});

describe('the place in the queue', () => {
  it('counts from one, of pending ones alone', () => {
    const pending = new Map([
      ['zero', { place: 1, etaAt: null }],
      ['one', { place: 2, etaAt: DAY }],
    ]);
    expect(wire({ status: 'pending' }, { pending }).queue_position).toBe(2);
    expect(wire({ status: 'discovered' }, { pending }).queue_position).toBeNull();
    expect(wire({ status: 'pending', id: 'new' }, { pending }).queue_position).toBeNull();
  });
});

describe('a failure', () => {
  it('has its code, a sentence, and the words of the engine', () => {
    expect(wire({ status: 'failed', failure: { code: 'disk_full', detail: '7 bytes' } })).toMatchObject({
      error_code: 'disk_full',
      error_message: expect.stringMatching(/space.*\./),
      error_detail: '7 bytes',
    });
  });
});

describe('a video', () => {
  const files: Timelapse['files'] = [
    { kind: 'poster', path: '/data/poster.jpg', sizeBytes: 1 },
    { kind: 'video', path: '/videos/Benchy.mp4', sizeBytes: 1_000_000_000 },
  ];

  it('has its path, size and measures', () => {
    const video = { durationSeconds: 12.5, width: 1920, height: 1080, fps: 25 };
    expect(wire({ files, video, videoExists: true, flickerBefore: 4, flickerAfter: 0.5 })).toMatchObject({
      output_video_path: '/videos/Benchy.mp4',
      file_size_bytes: 1_000_000_000,
      video_duration: 12.5,
      width: 1920,
      height: 1080,
      fps: 25,
      video_exists: true,
      flicker_before: 4,
      flicker_after: 0.5,
      frames_chosen: null,
      movement_before: null,
      large_video: false,
    });
  });

  it('has its movement in percent with one decimal [4.1]', () => {
    const steady = { framesChosen: 118, movementBefore: 5.324, movementAfter: 2.751 };
    const expected = { frames_chosen: 118, movement_before: 5.3, movement_after: 2.8 };
    expect(wire({ files, ...steady })).toMatchObject(expected);
  });

  it('of more than 1 GB has a warning', () => {
    const large = files.map((file) => ({ ...file, sizeBytes: file.sizeBytes + 1 }));
    expect(wire({ files: large }).large_video).toBe(true);
  });
});

describe('the totals', () => {
  it('are bytes, and the same in MB and GB', () => {
    const stats = toWireStats(
      {
        byStatus: { discovered: 1, pending: 2, processing: 1, completed: 5, failed: 3 },
        videos: 5,
        videoBytes: 1_234_567_890,
        archivedVideos: 3,
        archivedBytes: 99,
        sourceBytes: 10,
        reclaimableBytes: 5,
        cleanupCandidates: 2,
        trash: { videos: 3, bytes: 30 },
      },
      { trashDays: 7, freeBytes: 77, daysUntilFull: 12.5 },
    );
    expect(statsSchema.strict().parse(stats)).toMatchObject({
      total_timelapses: 12,
      total_videos: 5,
      total_size_bytes: 1_234_567_890,
      archived_videos: 3,
      archived_size_bytes: 99,
      total_size_mb: 1234.57,
      total_size_gb: 1.235,
      pending_count: 2,
      trash_count: 3,
      trash_bytes: 30,
      trash_days: 7,
      free_bytes: 77,
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { LiveEvents } from '../../src/shared/events.ts';
import { FAILURE_CODES, SORT_KEYS, STATUSES } from '../../src/shared/statuses.ts';
import { endpoints } from '../../src/shared/endpoints.ts';
import { statsSchema } from '../../src/shared/stats.ts';
import { timelapseSchema } from '../../src/shared/timelapse.ts';
import { failureSentence } from '../../src/timelapses/failure-texts.ts';
import { statusEvent } from '../../src/timelapses/timelapse-events.ts';

describe('the words of the contract', () => {
  it('are the five statuses in the order of a life', () => {
    expect(STATUSES).toEqual(['discovered', 'pending', 'processing', 'completed', 'failed']);
  });

  it('are the same in the schema, in the filter of the list and in the totals', () => {
    expect(timelapseSchema.shape.status.options).toEqual([...STATUSES]);
    for (const status of STATUSES) {
      expect(endpoints.listTimelapses.query.safeParse({ status }).success).toBe(true);
      expect(Object.keys(statsSchema.shape)).toContain(`${status}_count`);
    }
    expect(endpoints.listTimelapses.query.safeParse({ status: 'done' }).success).toBe(false);
  });

  it.each(STATUSES)('name an event for the change into %s', (status) => {
    const name: keyof LiveEvents = statusEvent(status);
    expect(name).toBe(`timelapse.${status}`);
  });

  it.each(FAILURE_CODES)('tell people what %s means and what to do', (code) => {
    expect(timelapseSchema.shape.error_code.safeParse(code).success).toBe(true);
    expect(failureSentence(code)).toMatch(/^[A-Z].+\. [A-Z].+\.$/);
  });

  it('have a sentence of its own for each failure', () => {
    expect(new Set(FAILURE_CODES.map(failureSentence)).size).toBe(FAILURE_CODES.length);
  });

  it('sort a list both ways by each key', () => {
    for (const key of SORT_KEYS) {
      for (const sort of [key, `-${key}`])
        expect(endpoints.listTimelapses.query.parse({ sort })).toMatchObject({ sort });
    }
  });
});

describe('a timelapse on the wire', () => {
  it('has exactly the fields that are documented', () => {
    expect(Object.keys(timelapseSchema.shape)).toEqual(
      `id title notes folder_name origin source_folder source_missing status output_video_path video_exists archive_state archive_folder
       image_count dropped_frames frames_left_out many_left_out video_duration file_size_bytes source_size_bytes width height fps flicker_before flicker_after
       frames_chosen movement_before movement_after job_id linked_job_name link_source capture_id printer processing_started_at processing_completed_at progress_percent
       current_step eta_at queue_position error_code error_message error_detail retry_count last_image_detected_at
       auto_process_eligible_at pinned is_cleanup_candidate age_days large_video created_at updated_at`.split(
        /\s+/,
      ),
    );
  });
});

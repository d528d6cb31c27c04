import { z } from 'zod';

const count = z.int().min(0);

export const statsSchema = z
  .object({
    total_timelapses: count.describe('All records'),
    total_videos: count.describe('Records whose video exists'),
    total_size_bytes: count.describe(
      'Bytes of all videos and their copies, also those to send to others; without archived videos',
    ),
    archived_videos: count.describe('Videos in archive folders'),
    archived_size_bytes: count.describe('Their bytes'),
    total_size_mb: z.number().describe('The same in MB (10^6), two decimals'),
    total_size_gb: z.number().describe('The same in GB (10^9), three decimals'),
    discovered_count: count.describe('Records waiting for the quiet period or a manual start'),
    pending_count: count.describe('Records in the queue'),
    processing_count: count.describe('Records being rendered: 0 or 1'),
    completed_count: count.describe('Records with a finished video'),
    failed_count: count.describe('Records whose last render failed'),
    cleanup_candidates_count: count.describe('Videos that clean-up suggests'),
    source_size_bytes: count.describe('Bytes of all existing frames'),
    reclaimable_bytes: count.describe('Bytes of the frames of completed records whose video exists'),
    trash_count: count.describe('Deleted videos that can still be restored'),
    trash_bytes: count.describe('Bytes of the videos in the trash and of their copies'),
    trash_days: count.describe('Days that a deleted video stays in the trash; 0 = it is deleted at once'),
    free_bytes: count.nullable().describe('Free bytes where videos are saved; null = unknown'),
    days_until_full: z.number().nullable().describe('Based on the growth of the last weeks; null = unknown'),
  })
  .meta({ id: 'Stats', description: 'Totals over all timelapses' });
export type WireStats = z.infer<typeof statsSchema>;

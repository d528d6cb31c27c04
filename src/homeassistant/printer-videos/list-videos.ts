import { z } from 'zod';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** A video in the cache of the integration, which took it from its printer. */
export interface PrinterVideo {
  /** `<serial>/timelapse/<file>`, unescaped. */
  path: string;
  sizeBytes: number;
  /** When it was last written, milliseconds since 1970. */
  modifiedAt: number;
}

/** Times are local, without a zone: only their distance from the answer's own time is used. */
const answerSchema = z.object({
  timestamp: z.iso.datetime({ local: true }),
  videos: z.array(
    z.object({
      path: z.string().regex(/^[^/]+\/timelapse\/.+$/s),
      size: z.int().min(0),
      modified: z.iso.datetime({ local: true }),
    }),
  ),
});

const NOT_FOUND = 404;

/**
 * What a printer has recorded, as far as its integration has fetched it. Source: greghesp/ha-bambulab,
 * custom_components/bambu_lab/__init__.py (`VideoAPIView`) and coordinator.py (`get_cached_files`), August 2026.
 *
 * @returns null when the integration is too old for it, or cannot tell now
 * @throws AppError `supervisor_unreachable`
 */
export async function listVideos(
  supervisor: Pick<SupervisorClient, 'core'>,
  serial: string,
  now: number,
): Promise<PrinterVideo[] | null> {
  const { status, body } = await supervisor.core(
    'GET',
    `bambu_lab/videos?serial=${encodeURIComponent(serial)}`,
  );
  if (status === NOT_FOUND) return null;
  const answer = answerSchema.safeParse(body);
  if (status !== 200 || !answer.success) return null;
  const { timestamp, videos } = answer.data;
  const asked = Date.parse(timestamp);
  return videos
    .filter(({ path }) => path.startsWith(`${serial}/`))
    .map(({ path, size, modified }) => ({
      path,
      sizeBytes: size,
      modifiedAt: now - Math.max(0, asked - Date.parse(modified)),
    }));
}

import { z } from 'zod';
import type { Point } from '../../shared/points.ts';
import type { CoreConnection } from '../core/core-connection.ts';

/** Source: home-assistant/core, components/recorder/websocket_api.py, `ws_get_statistics_during_period`. */
const statisticsSchema = z.record(
  z.string(),
  z.array(z.object({ start: z.number(), end: z.number(), mean: z.number().nullish() })),
);

/** The finer ones are forgotten as soon as the states. */
const STEPS = ['5minute', 'hour'] as const;

/**
 * Means, by entity; temperatures are in °C. Entities that have none are missing.
 *
 * @param from milliseconds since 1970 @param to milliseconds since 1970
 * @throws AppError as {@link CoreConnection.send}
 */
export async function readStatistics(
  core: Pick<CoreConnection, 'send'>,
  entityIds: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<Map<string, Point[]>> {
  const found = new Map<string, Point[]>();
  for (const period of STEPS) {
    const missing = entityIds.filter((id) => !found.has(id));
    if (missing.length === 0) break;
    const answer = await core.send<unknown>({
      type: 'recorder/statistics_during_period',
      start_time: new Date(from).toISOString(),
      end_time: new Date(to).toISOString(),
      statistic_ids: missing,
      period,
      types: ['mean'],
      units: { temperature: '°C' },
    });
    for (const [id, rows] of Object.entries(statisticsSchema.parse(answer ?? {}))) {
      const points = rows.flatMap(({ start, end, mean }): Point[] =>
        typeof mean === 'number' ? [[Math.round((start + end) / 2), mean]] : [],
      );
      if (points.length > 0) found.set(id, points);
    }
  }
  return found;
}

import { z } from 'zod';
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { type EntityState, keptOf } from './entity-states.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** Source: home-assistant/core, components/history/__init__.py, `HistoryPeriodView`. */
const historySchema = z.array(
  z.array(
    z.object({
      entity_id: z.string(),
      state: z.string(),
      last_changed: z.iso.datetime({ offset: true }),
      attributes: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
);

export interface PastState extends EntityState {
  entityId: string;
}

/**
 * Oldest first, starting with the states at the start. Never throws: without a recorder there is no history.
 *
 * @param from milliseconds since 1970
 * @param to milliseconds since 1970
 */
export async function readHistory(
  { supervisor, logger }: { supervisor: Pick<SupervisorClient, 'core'>; logger: Logger },
  entityIds: readonly string[],
  { from, to, withAttributes }: { from: number; to: number; withAttributes: boolean },
): Promise<PastState[]> {
  const query = new URLSearchParams({
    filter_entity_id: entityIds.join(','),
    end_time: new Date(to).toISOString(),
    // With attributes, those that change every second would make it endless.
    significant_changes_only: withAttributes ? '1' : '0',
  });
  const path = `history/period/${new Date(from).toISOString()}?${query}${withAttributes ? '' : '&no_attributes'}`;
  try {
    const { status, body } = await supervisor.core('GET', path);
    if (status !== 200) throw new Error(`Home Assistant answered ${status}`);
    const lists = historySchema.parse(body);
    return lists
      .flat()
      .map(({ entity_id: entityId, state, last_changed, attributes }) => ({
        entityId,
        state,
        at: Date.parse(last_changed),
        attributes: keptOf(attributes),
      }))
      .toSorted((one, other) => one.at - other.at);
  } catch (error) {
    logger.debug({ reason: messageOf(error) }, 'the history of printers could not be read');
    return [];
  }
}

import { z } from 'zod';
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { EntityState } from './entity-states.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** Source: home-assistant/core, components/history/__init__.py, `HistoryPeriodView`. */
const historySchema = z.array(
  z.array(
    z.object({ entity_id: z.string(), state: z.string(), last_changed: z.iso.datetime({ offset: true }) }),
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
  { from, to }: { from: number; to: number },
): Promise<PastState[]> {
  const query = new URLSearchParams({
    filter_entity_id: entityIds.join(','),
    end_time: new Date(to).toISOString(),
    significant_changes_only: '0',
  });
  const path = `history/period/${new Date(from).toISOString()}?${query}&no_attributes`;
  try {
    const { status, body } = await supervisor.core('GET', path);
    if (status !== 200) throw new Error(`Home Assistant answered ${status}`);
    const lists = historySchema.parse(body);
    return lists
      .flat()
      .map(({ entity_id: entityId, state, last_changed }) => ({
        entityId,
        state,
        at: Date.parse(last_changed),
      }))
      .toSorted((one, other) => one.at - other.at);
  } catch (error) {
    logger.debug({ reason: messageOf(error) }, 'the history of printers could not be read');
    return [];
  }
}

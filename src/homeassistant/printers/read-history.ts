import { z } from 'zod';
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { type EntityState, keptOf } from './entity-states.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/**
 * Source: home-assistant/core, components/history/__init__.py, `HistoryPeriodView`; `minimal_response` leaves out what
 * the first state of an entity has said.
 */
const historySchema = z.array(
  z.array(
    z.object({
      entity_id: z.string().optional(),
      state: z.string(),
      last_changed: z.iso.datetime({ offset: true }),
      attributes: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
);

export interface PastState extends EntityState {
  entityId: string;
}

/** `first`: the attributes of the first state count for all of an entity. */
export type Detail = 'states' | 'attributes' | 'first';

const QUERIES: Record<Detail, Record<string, string>> = {
  states: { significant_changes_only: '0', no_attributes: '' },
  // With attributes, those that change every second would make it endless.
  attributes: { significant_changes_only: '1' },
  first: { significant_changes_only: '0', minimal_response: '' },
};

interface Period {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  detail: Detail;
}

/**
 * Oldest first, starting with the states at the start.
 *
 * @throws Error when Home Assistant gives no history, or something else
 */
export async function askHistory(
  supervisor: Pick<SupervisorClient, 'core'>,
  entityIds: readonly string[],
  { from, to, detail }: Period,
): Promise<PastState[]> {
  const query = new URLSearchParams({
    filter_entity_id: entityIds.join(','),
    end_time: new Date(to).toISOString(),
    ...QUERIES[detail],
  });
  const { status, body } = await supervisor.core(
    'GET',
    `history/period/${new Date(from).toISOString()}?${query}`,
  );
  if (status !== 200) throw new Error(`Home Assistant answered ${status}`);
  return historySchema
    .parse(body)
    .flatMap((list) => {
      const [first] = list;
      return list.map(({ entity_id = first!.entity_id, attributes = first!.attributes, ...change }) => ({
        entityId: entity_id ?? '',
        state: change.state,
        at: Date.parse(change.last_changed),
        attributes: keptOf(attributes),
      }));
    })
    .toSorted((one, other) => one.at - other.at);
}

/** As {@link askHistory}, but never throws: without a recorder there is no history. */
export async function readHistory(
  { supervisor, logger }: { supervisor: Pick<SupervisorClient, 'core'>; logger: Logger },
  entityIds: readonly string[],
  period: Period,
): Promise<PastState[]> {
  try {
    return await askHistory(supervisor, entityIds, period);
  } catch (error) {
    logger.debug({ reason: messageOf(error) }, 'the history of printers could not be read');
    return [];
  }
}

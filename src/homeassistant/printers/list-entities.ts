import { z } from 'zod';
import type { WireEntity } from '../../shared/settings.ts';
import type { CoreConnection } from '../core/core-connection.ts';

/** After this time, the page gets an empty list. */
const PATIENCE_MS = 5000;

/** Source: home-assistant/core, core.py, `State.as_dict`. */
const statesSchema = z.array(
  z.object({
    entity_id: z.string(),
    attributes: z.object({ friendly_name: z.unknown() }).partial().default({}),
  }),
);

/** Sorted by name; empty while Home Assistant is away, since ids can also be typed. */
export async function listEntities(core: Pick<CoreConnection, 'send'>): Promise<WireEntity[]> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  try {
    const states = await Promise.race([core.send<unknown>({ type: 'get_states' }), patience]);
    return statesSchema.parse(states).map(toEntity).toSorted(byName);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function toEntity({ entity_id, attributes }: z.infer<typeof statesSchema>[number]): WireEntity {
  const name = attributes.friendly_name;
  return {
    entity_id,
    name: typeof name === 'string' && name.trim() !== '' ? name : entity_id,
    domain: entity_id.split('.', 1)[0]!,
  };
}

function byName(a: WireEntity, b: WireEntity): number {
  return a.name.localeCompare(b.name) || a.entity_id.localeCompare(b.entity_id);
}

export interface EntityState {
  state: string;
  at: number;
  /** Only those of {@link KEPT}. */
  attributes?: Readonly<Record<string, string>>;
}

/** Others change every second, and nobody needs them. */
const KEPT = new Set(['file', 'unit_of_measurement']);

/** As in `subscribe_entities`; unchanged fields are missing. */
interface CompressedState {
  s?: string;
  /** Last changed, seconds since 1970; the state, not its attributes. */
  lc?: number;
  a?: Record<string, unknown>;
}

/** Source: home-assistant/core, components/websocket_api/messages.py. */
export interface EntitiesMessage {
  /** Added. */
  a?: Record<string, CompressedState>;
  /** Changed. */
  c?: Record<string, { '+'?: CompressedState; '-'?: { a?: string[] } }>;
  /** Removed. */
  r?: string[];
}

type States = ReadonlyMap<string, EntityState>;

export function addedStates({ a = {} }: EntitiesMessage): Map<string, EntityState> {
  return new Map(
    Object.entries(a).flatMap(([id, { s: state, lc, a: attributes }]) =>
      state === undefined || lc === undefined ? [] : [[id, toState(state, lc, keptOf(attributes))]],
    ),
  );
}

/** Changes of other attributes alone are ignored. */
export function changedStates({ c = {} }: EntitiesMessage, known: States): Map<string, EntityState> {
  const changed = new Map<string, EntityState>();
  for (const [id, { '+': { s: state, lc, a } = {}, '-': { a: gone = [] } = {} }] of Object.entries(c)) {
    const before = known.get(id);
    const added = keptOf(a);
    const removed = gone.filter((name) => KEPT.has(name));
    const attributes = Object.fromEntries(
      Object.entries({ ...before?.attributes, ...added }).filter(([name]) => !removed.includes(name)),
    );
    if (state !== undefined && lc !== undefined) changed.set(id, toState(state, lc, attributes));
    else if (before && (Object.keys(added).length > 0 || removed.length > 0))
      changed.set(id, toState(before.state, before.at / 1000, attributes));
  }
  return changed;
}

export function keptOf(attributes: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      (entry): entry is [string, string] => KEPT.has(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

function toState(state: string, changedAt: number, attributes: Record<string, string>): EntityState {
  const at = Math.round(changedAt * 1000);
  return Object.keys(attributes).length > 0 ? { state, at, attributes } : { state, at };
}

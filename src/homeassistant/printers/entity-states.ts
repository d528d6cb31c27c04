export interface EntityState {
  state: string;
  at: number;
}

/** As in `subscribe_entities`; unchanged fields are missing. */
interface CompressedState {
  s?: string;
  /** Last changed, seconds since 1970. */
  lc?: number;
}

/** Source: home-assistant/core, components/websocket_api/messages.py. */
export interface EntitiesMessage {
  /** Added. */
  a?: Record<string, CompressedState>;
  /** Changed. */
  c?: Record<string, { '+'?: CompressedState }>;
  /** Removed. */
  r?: string[];
}

export function addedStates({ a = {} }: EntitiesMessage): Map<string, EntityState> {
  return new Map(Object.entries(a).flatMap(([id, state]) => toEntry(id, state) ?? []));
}

/** Changes of attributes alone are ignored. */
export function changedStates({ c = {} }: EntitiesMessage): Map<string, EntityState> {
  return new Map(Object.entries(c).flatMap(([id, { '+': state = {} }]) => toEntry(id, state) ?? []));
}

function toEntry(id: string, { s: state, lc }: CompressedState): [[string, EntityState]] | null {
  if (state === undefined || lc === undefined) return null;
  return [[id, { state, at: Math.round(lc * 1000) }]];
}

/** The state of an entity, and since when; milliseconds since 1970. */
export interface EntityState {
  state: string;
  at: number;
}

/** A state as `subscribe_entities` writes it; what has not changed is left out. */
interface CompressedState {
  s?: string;
  /** Since when, seconds since 1970. */
  lc?: number;
}

/** A message of `subscribe_entities`. Source: home-assistant/core, components/websocket_api/messages.py. */
export interface EntitiesMessage {
  /** Entities that are told for the first time. */
  a?: Record<string, CompressedState>;
  /** Changes. */
  c?: Record<string, { '+'?: CompressedState }>;
  /** Entities that are gone. */
  r?: string[];
}

/** The states of those that are told for the first time. */
export function addedStates({ a = {} }: EntitiesMessage): Map<string, EntityState> {
  return new Map(Object.entries(a).flatMap(([id, state]) => toEntry(id, state) ?? []));
}

/** The states of those that have changed; a change of attributes alone is none. */
export function changedStates({ c = {} }: EntitiesMessage): Map<string, EntityState> {
  return new Map(Object.entries(c).flatMap(([id, { '+': state = {} }]) => toEntry(id, state) ?? []));
}

function toEntry(id: string, { s: state, lc }: CompressedState): [[string, EntityState]] | null {
  if (state === undefined || lc === undefined) return null;
  return [[id, { state, at: Math.round(lc * 1000) }]];
}

import type { WireTimelapse } from '../contract.ts';

/** All timelapses the page knows, by id. */
export interface TimelapseRecords {
  byId: ReadonlyMap<string, WireTimelapse>;
  /** False until the first answer of the server. */
  loaded: boolean;
  /** Everything has been read once. */
  complete: boolean;
}

/** Before the first answer. */
export const NO_RECORDS: TimelapseRecords = { byId: new Map(), loaded: false, complete: false };

/** Takes records as the server tells them; a known one that is newer stays, since answers can overtake events. */
export function putRecords(state: TimelapseRecords, records: readonly WireTimelapse[]): TimelapseRecords {
  const byId = new Map(state.byId);
  for (const record of records) byId.set(record.id, newer(byId.get(record.id), record));
  return { ...state, byId };
}

/** Takes a record out. */
export function dropRecord(state: TimelapseRecords, id: string): TimelapseRecords {
  if (!state.byId.has(id)) return state;
  const byId = new Map(state.byId);
  byId.delete(id);
  return { ...state, byId };
}

/** Keeps only these records: the end of a complete read. */
export function keepRecords(state: TimelapseRecords, keep: ReadonlySet<string>): TimelapseRecords {
  const byId = new Map([...state.byId].filter(([id]) => keep.has(id)));
  return { byId, loaded: true, complete: true };
}

function newer(known: WireTimelapse | undefined, told: WireTimelapse): WireTimelapse {
  // Times on the wire are all UTC in one notation, so their text sorts as they do.
  return known !== undefined && known.updated_at > told.updated_at ? known : told;
}

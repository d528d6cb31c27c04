import type { WireTimelapse } from '../contract.ts';

export interface TimelapseRecords {
  byId: ReadonlyMap<string, WireTimelapse>;
  loaded: boolean;
  /** Everything has been read once. */
  complete: boolean;
  /** How many the server had at the last read. */
  total: number;
}

export const NO_RECORDS: TimelapseRecords = {
  byId: new Map(),
  loaded: false,
  complete: false,
  total: 0,
};

/** A newer known record is kept, since responses can overtake events. */
export function putRecords(state: TimelapseRecords, records: readonly WireTimelapse[]): TimelapseRecords {
  const byId = new Map(state.byId);
  for (const record of records) byId.set(record.id, newer(byId.get(record.id), record));
  return { ...state, byId };
}

export function dropRecord(state: TimelapseRecords, id: string): TimelapseRecords {
  if (!state.byId.has(id)) return state;
  const byId = new Map(state.byId);
  byId.delete(id);
  return { ...state, byId };
}

/** At the end of a complete read. */
export function keepRecords(state: TimelapseRecords, keep: ReadonlySet<string>): TimelapseRecords {
  const byId = new Map([...state.byId].filter(([id]) => keep.has(id)));
  return { byId, loaded: true, complete: true, total: byId.size };
}

function newer(known: WireTimelapse | undefined, reported: WireTimelapse): WireTimelapse {
  // Times on the wire are in UTC in one format, so they sort as text.
  return known !== undefined && known.updated_at > reported.updated_at ? known : reported;
}

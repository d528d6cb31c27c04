export interface Selection {
  ids: ReadonlySet<string>;
  /** The last one touched; ranges start here. */
  anchor: string | null;
}

export const NO_SELECTION: Selection = { ids: new Set(), anchor: null };

/** With `range`, everything since the last one touched gets the same state. */
export function touchSelection(
  selection: Selection,
  order: readonly string[],
  id: string,
  range: boolean,
): Selection {
  const select = !selection.ids.has(id);
  const ids = new Set(selection.ids);
  for (const touched of range ? between(order, selection.anchor, id) : [id]) {
    if (select) ids.add(touched);
    else ids.delete(touched);
  }
  return { ids, anchor: id };
}

/** Only records that still exist and are shown. */
export function keepSelection(selection: Selection, order: readonly string[]): Selection {
  const shown = new Set(order);
  if ([...selection.ids].every((id) => shown.has(id))) return selection;
  return { ids: new Set([...selection.ids].filter((id) => shown.has(id))), anchor: selection.anchor };
}

function between(order: readonly string[], from: string | null, to: string): readonly string[] {
  const start = from === null ? -1 : order.indexOf(from);
  const end = order.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

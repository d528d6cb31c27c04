/** Narrowest width that the contents of a card fit into. */
const NARROWEST = 280;

export function gridColumns(width: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (NARROWEST + gap)));
}

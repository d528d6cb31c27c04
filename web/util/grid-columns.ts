/** Narrowest card that its contents fit into. */
const NARROWEST = 280;

/** How many columns of cards fit into a width; at least one. */
export function gridColumns(width: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (NARROWEST + gap)));
}

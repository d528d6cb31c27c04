import type { WireOption } from '../contract.ts';

export type Section = WireOption['section'];

export function sectionsOf(options: readonly WireOption[]): [Section, WireOption[]][] {
  return [...Map.groupBy(options, ({ section }) => section)];
}

import type { UnusedReason } from '../shared/system.ts';

const MAX_NAMES = 5;

export interface UnusedPictures {
  reason: UnusedReason;
  names: string[];
  count: number;
}

export function groupUnused(found: readonly { name: string; reason: UnusedReason }[]): UnusedPictures[] {
  return [...Map.groupBy(found, ({ reason }) => reason)].map(([reason, all]) => ({
    reason,
    names: all
      .map(({ name }) => name)
      .sort()
      .slice(0, MAX_NAMES),
    count: all.length,
  }));
}

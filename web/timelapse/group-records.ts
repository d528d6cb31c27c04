import type { WireTimelapse } from '../contract.ts';

/** What one card shows: the timelapse itself first, then the other videos of its print. */
export type CardGroups = ReadonlyMap<string, readonly WireTimelapse[]>;

/**
 * One card for the finished videos of a print, where its first one is. What waits, renders or has failed has a card of
 * its own.
 */
export function groupRecords(list: readonly WireTimelapse[]): {
  cards: WireTimelapse[];
  groups: CardGroups;
} {
  const byJob = new Map<string, WireTimelapse[]>();
  for (const record of list) {
    const job = jobOf(record);
    if (job === null) continue;
    const known = byJob.get(job);
    if (known === undefined) byJob.set(job, [record]);
    else known.push(record);
  }
  const groups = new Map<string, readonly WireTimelapse[]>();
  const cards = list.flatMap((record) => {
    const job = jobOf(record);
    const members = job === null ? undefined : byJob.get(job);
    if (job === null || members === undefined || members.length === 1) return record;
    const [head, ...rest] = members.sort(compareVideos);
    if (groups.has(head!.id)) return [];
    groups.set(head!.id, [head!, ...rest]);
    return head!;
  });
  return { cards, groups };
}

function jobOf({ job_id, status, video_exists }: WireTimelapse): string | null {
  return status === 'completed' && video_exists ? job_id : null;
}

/** Those of pictures first, then the oldest. */
export function compareVideos(one: WireTimelapse, other: WireTimelapse): number {
  const rank = ({ origin, created_at, id }: WireTimelapse): string => `${origin} ${created_at} ${id}`;
  return rank(one) < rank(other) ? -1 : 1;
}

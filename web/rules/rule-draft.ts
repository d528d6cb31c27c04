import type { RuleDefinition } from '../contract.ts';

export type Kind = RuleDefinition['kind'];
export type Action = RuleDefinition['action'];
export type Result = 'failed' | 'cancelled';

/** What is entered; numbers may be none. */
export interface RuleDraft {
  kind: Kind;
  action: Action;
  days: number;
  gigabytes: number;
  results: readonly Result[];
}

export type RuleField = 'days' | 'size' | 'results';

export const KINDS: readonly Kind[] = ['frames_after_video', 'video_age', 'total_size', 'print_result'];
export const RESULTS: readonly Result[] = ['failed', 'cancelled'];
const ACTIONS: Record<Kind, readonly Action[]> = {
  frames_after_video: ['delete_frames'],
  video_age: ['delete', 'delete_with_frames'],
  total_size: ['delete', 'delete_with_frames'],
  print_result: ['delete', 'delete_with_frames', 'delete_frames'],
};
const BYTES_PER_GIGABYTE = 1e9;
const MAX_DAYS = 3650;
const MIN_GIGABYTES = 0.1;
const MAX_GIGABYTES = 1e6;

export const FIRST_DRAFT: RuleDraft = {
  kind: 'frames_after_video',
  action: 'delete_frames',
  days: 14,
  gigabytes: 50,
  results: RESULTS,
};

const USUAL_DAYS: Record<Kind, number> = {
  frames_after_video: 14,
  video_age: 90,
  total_size: 90,
  print_result: 3,
};

/** One that is not offered anymore stays, as long as nothing else is chosen. */
export function actionsOf({ kind, action }: RuleDraft, hasArchive: boolean): readonly Action[] {
  const mayArchive = hasArchive && kind !== 'frames_after_video';
  const actions: readonly Action[] = mayArchive ? [...ACTIONS[kind], 'archive'] : ACTIONS[kind];
  return actions.includes(action) ? actions : [...actions, action];
}

/** With what is usual for it. */
export function withKind(draft: RuleDraft, kind: Kind): RuleDraft {
  if (kind === draft.kind) return draft;
  return { ...draft, kind, action: ACTIONS[kind][0]!, days: USUAL_DAYS[kind] };
}

export function leastDays(kind: Kind): number {
  return kind === 'video_age' ? 1 : 0;
}

export function invalidFields({ kind, days, gigabytes, results }: RuleDraft): RuleField[] {
  const hasDays = kind !== 'total_size';
  const areDays = Number.isInteger(days) && days >= leastDays(kind) && days <= MAX_DAYS;
  const isSize = gigabytes >= MIN_GIGABYTES && gigabytes <= MAX_GIGABYTES;
  return [
    ...(kind === 'print_result' && results.length === 0 ? ['results' as const] : []),
    ...(hasDays && !areDays ? ['days' as const] : []),
    ...(!hasDays && !isSize ? ['size' as const] : []),
  ];
}

/** Of a draft without invalid fields. */
export function toDefinition({ kind, action, days, gigabytes, results }: RuleDraft): RuleDefinition {
  const max_bytes = Math.round(gigabytes * BYTES_PER_GIGABYTE);
  const rest = kind === 'total_size' ? { max_bytes } : kind === 'print_result' ? { results, days } : { days };
  return { kind, action, ...rest } as RuleDefinition;
}

export function toDraft(definition: RuleDefinition): RuleDraft {
  const { kind, action } = definition;
  const known = { ...FIRST_DRAFT, kind, action };
  if (definition.kind === 'total_size')
    return { ...known, gigabytes: definition.max_bytes / BYTES_PER_GIGABYTE };
  const results = definition.kind === 'print_result' ? definition.results : RESULTS;
  return { ...known, days: definition.days, results };
}

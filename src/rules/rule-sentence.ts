import type { RuleDefinition } from '../shared/rules.ts';
import type { RuleAction } from './rule.ts';

const DOING: Record<RuleAction, (videos: string) => string> = {
  delete: (videos) => `Delete ${videos}`,
  delete_with_frames: (videos) => `Delete ${videos} and their frames`,
  delete_frames: (videos) => `Delete the frames of ${videos}`,
  archive: (videos) => `Archive ${videos}`,
};

/** As people read it in logs and events. */
export function ruleSentence(definition: RuleDefinition): string {
  const does = DOING[definition.action];
  switch (definition.kind) {
    case 'frames_after_video':
      return `Delete the frames ${after(definition.days)} a good video`;
    case 'video_age':
      return `${does('videos')} ${after(definition.days)} they were made`;
    case 'total_size':
      return `${does('the oldest videos')} while all videos take more than ${gigabytes(definition.max_bytes)} GB`;
    case 'print_result':
      return `${does(`videos of ${definition.results.toSorted().toReversed().join(' and ')} prints`)} ${after(definition.days)} they were made`;
  }
}

function after(days: number): string {
  if (days === 0) return 'in the night after';
  return `${days} ${days === 1 ? 'day' : 'days'} after`;
}

function gigabytes(bytes: number): number {
  return Math.round(bytes / 1e7) / 100;
}

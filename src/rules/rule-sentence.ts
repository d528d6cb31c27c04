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
      return `Delete the frames ${before(definition.days)} a good video`;
    case 'video_age':
      return `${does('videos')} ${after(definition.days)}`;
    case 'total_size':
      return `${does('the oldest videos')} while all take more than ${gigabytes(definition.max_bytes)} GB`;
    case 'print_result': {
      const prints = `${definition.results.toSorted().toReversed().join(' and ')} prints`;
      const what = definition.action === 'delete_frames' ? prints : `videos of ${prints}`;
      return `${does(what)} ${after(definition.days)}`;
    }
  }
}

function before(days: number): string {
  return days === 0 ? 'the night after' : `${inDays(days)} after`;
}

function after(days: number): string {
  return days === 0 ? 'the next night' : `after ${inDays(days)}`;
}

function inDays(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

function gigabytes(bytes: number): number {
  return Math.round(bytes / 1e7) / 100;
}

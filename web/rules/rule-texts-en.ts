import type { RuleDefinition } from '../contract.ts';

type Kind = RuleDefinition['kind'];
type Action = RuleDefinition['action'];
type Result = 'failed' | 'cancelled';

const does: Record<Action, (videos: string) => string> = {
  delete: (videos) => `Delete ${videos}`,
  delete_with_frames: (videos) => `Delete ${videos} and their frames`,
  delete_frames: (videos) => `Delete the frames of ${videos}`,
  archive: (videos) => `Archive ${videos}`,
};

function after(days: number, text: string): string {
  if (days === 0) return 'the next night';
  return `after ${text} ${days === 1 ? 'day' : 'days'}`;
}

export const ruleTextsEn = {
  title: 'Rules',
  intro: 'Rules tidy up every night. Each one shows what it would do before it can be switched on.',
  add: 'Add rule',
  edit: 'Edit rule',
  menu: (rule: string) => `Actions for: ${rule}`,
  tryIt: 'Dry run',
  runNow: 'Run now',
  loadError: 'Could not load the rules',
  notTried: 'Off – not tried yet',
  off: 'Off',
  waiting: 'On – runs tonight',
  running: 'Running …',
  nothingToDo: 'Nothing to do',
  sentence: {
    frames: (days: number, text: string) =>
      days === 0
        ? 'Delete the frames the night after a good video'
        : `Delete the frames ${text} ${days === 1 ? 'day' : 'days'} after a good video`,
    age: (action: Action, days: number, text: string) => `${does[action]('videos')} ${after(days, text)}`,
    size: (action: Action, size: string) =>
      `${does[action]('the oldest videos')} while all take more than ${size}`,
    result: (action: Action, results: readonly Result[], days: number, text: string) => {
      const prints = `${results.join(' and ')} prints`;
      return `${does[action](action === 'delete_frames' ? prints : `videos of ${prints}`)} ${after(days, text)}`;
    },
  },
  kind: 'Applies to',
  kinds: {
    frames_after_video: 'Frames after a good video',
    video_age: 'Videos by age',
    total_size: 'Videos by total size',
    print_result: 'Videos by result of the print',
  } satisfies Record<Kind, string>,
  action: 'Action',
  actions: {
    delete: 'Delete the video',
    delete_with_frames: 'Delete video and frames',
    delete_frames: 'Delete the frames only',
    archive: 'Move the video to the archive',
  } satisfies Record<Action, string>,
  days: 'Days since the video was made',
  daysUnit: 'days',
  size: 'All videos together',
  results: 'Print',
  result: { failed: 'Failed', cancelled: 'Cancelled' } satisfies Record<Result, string>,
  pinned: 'Pinned videos and their frames always stay.',
  toTrash: 'Deleted videos go to the trash first, where they can be restored.',
  framesSafe: 'Frames only go if their video plays and was made of exactly these pictures.',
  daysProblem: (least: number) => `Enter a whole number from ${least} to 3650.`,
  sizeProblem: 'Enter a number from 0.1 to 1,000,000.',
  resultsProblem: 'Choose at least one.',
  checking: 'Checking what the rule would do …',
  changed: 'Saving a change switches the rule off until its next dry run.',
  now: 'Now',
  month: 'In a typical month',
  monthUnknown: 'Not known yet',
  amount: (count: number, text: string, size: string) =>
    `${text} ${count === 1 ? 'video' : 'videos'}, ${size}`,
  nothingNow: 'Nothing at the moment',
  stops: (reason: string) => `The rule would stop and do nothing: ${reason}.`,
  stopsHint: 'Once that is fixed, do another dry run.',
  unchecked: (count: number, text: string) =>
    `${text} ${count === 1 ? 'video was' : 'videos were'} not checked yet; that is done when the rule runs.`,
  kept: (count: number, text: string) =>
    count === 1 ? '1 video would be kept' : `${text} videos would be kept`,
  more: (count: number, text: string) => (count === 1 ? 'and one more' : `and ${text} more`),
  change: 'Change',
  switchOn: 'Switch on',
  switchedOn: 'The rule is on. It runs tonight.',
  delete: 'Delete rule',
  deleteText: 'Nothing else is deleted, and its history stays.',
  history: 'History',
  historyEmpty: { title: 'No rule has run yet', text: 'What rules do is listed here.' },
  outcome: {
    running: 'Running',
    done: (amount: string) => amount,
    stopped: (reason: string) => `Stopped: ${reason}`,
    interrupted: 'Interrupted by a restart; the next night does the rest',
  },
  didKeep: (count: number, text: string) => (count === 1 ? '1 video kept' : `${text} videos kept`),
  details: 'Details',
  older: 'Show more',
};

export type RuleTexts = typeof ruleTextsEn;

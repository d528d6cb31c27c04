import type { UnusedReason, WireNotice } from '../shared/system.ts';
import type { SourceState } from './source-state.ts';

export function sourceNotices(
  { state, why, leftOut, skipped, unused }: SourceState,
  path: string,
): WireNotice[] {
  const notices: WireNotice[] = [];
  if (state === 'unreachable' && why !== null) {
    notices.push({
      code: 'source_unreachable',
      area: 'source',
      message: `The source folder cannot be reached: ${why.reason}.`,
      remedy:
        'Check that timelapse_source_folder is correct and its share is mounted. Nothing is lost; the app keeps retrying.',
      facts: { path, ...why },
    });
  }
  if (leftOut > 0) {
    notices.push({
      code: 'too_many_folders',
      area: 'source',
      message: `There are more than 5,000 image folders; the ${leftOut} oldest are not tracked.`,
      remedy: 'Move old image folders out of the source folder.',
      facts: { left_out: leftOut },
    });
  }
  if (skipped.length > 0) {
    const names = skipped.slice(0, 5);
    notices.push({
      code: 'entries_skipped',
      area: 'source',
      message: `Links and unreadable entries in the source folder are skipped: ${quoted(names)}.`,
      remedy: 'Replace them with real folders.',
      facts: { names },
    });
  }
  for (const { reason, names, count } of unused) {
    const shown = `${quoted(names)}${count > names.length ? ` and ${count - names.length} more` : ''}`;
    const { message, remedy } = UNUSED[reason];
    notices.push({
      code: 'pictures_unused',
      area: 'source',
      message: `${message}: ${shown}.`,
      remedy,
      facts: { reason, names, count },
    });
  }
  return notices;
}

const UNUSED: Record<UnusedReason, { message: string; remedy: string }> = {
  links: {
    message: 'These folders contain only links to pictures, which are not followed',
    remedy: 'Put the pictures themselves into the folder.',
  },
  format: {
    message: 'These folders contain only pictures in unsupported formats, such as HEIC',
    remedy:
      'Set the camera to JPEG (on an iPhone: Settings, Camera, Formats, "Most Compatible"), or convert the pictures to JPEG, PNG or WebP.',
  },
  deeper: {
    message: 'These folders have their pictures in sub-folders, which are not searched',
    remedy:
      'Put the pictures of each print into one folder directly in the source folder, or choose the parent folder as timelapse_source_folder.',
  },
  names: {
    message: 'These folders or the pictures in them have names that are not UTF-8 and cannot be opened',
    remedy:
      'Rename them, for example with "convmv -f latin1 -t utf8 --notest", or mount the share with "iocharset=utf8".',
  },
  empty: {
    message: 'These folders contain only empty picture files',
    remedy: 'Check the camera or the program that writes them, and whether its disk is full.',
  },
  unreadable: {
    message: 'These folders cannot be read',
    remedy: 'Give the app permission to read them.',
  },
  loose: {
    message: 'These pictures are directly in the source folder, where they are not used',
    remedy: 'Put the pictures of each print into a folder of its own.',
  },
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

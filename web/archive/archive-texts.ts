import type { WireTimelapse } from '../contract.ts';
import type { Dictionary } from '../i18n/en.ts';

const EN = {
  label: 'Archive',
  state: {
    archiving: 'Moving to the archive',
    archived: 'In the archive',
    returning: 'Coming back from the archive',
  } satisfies Record<NonNullable<WireTimelapse['archive_state']>, string>,
  away: 'The archive is not connected',
  awayTitle: 'This video is in the archive, which is not connected.',
  awayText: (folder: string) =>
    `Connect the disk or network storage of ${folder}. The video is not lost and can be watched as soon as it is back.`,
};

const DE: typeof EN = {
  label: 'Archiv',
  state: {
    archiving: 'Wird ins Archiv verschoben',
    archived: 'Im Archiv',
    returning: 'Wird aus dem Archiv zurückgeholt',
  },
  away: 'Das Archiv ist nicht verbunden',
  awayTitle: 'Dieses Video liegt im Archiv, das gerade nicht verbunden ist.',
  awayText: (folder) =>
    `Verbinde die Festplatte oder den Netzwerkspeicher von „${folder}“. Das Video ist nicht verloren und lässt sich danach wieder ansehen.`,
};

/** Loaded only where something is or can be archived. */
export function archiveTexts({ code }: Dictionary): typeof EN {
  return code === 'de' ? DE : EN;
}

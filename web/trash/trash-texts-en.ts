/** English texts of the trash, loaded with it. */
export const trashTextsEn = {
  title: 'Trash',
  text: (days: number, formatted: string, size: string) =>
    `Deleted videos stay here for ${days === 1 ? 'a day' : `${formatted} days`} and take up ${size} until then. When space runs out for a new video, the oldest are deleted earlier.`,
  deleted: 'Deleted',
  /** @param at a date */
  until: (at: string) => `Kept until ${at}`,
  restore: (title: string) => `Restore ${title}`,
  remove: (title: string) => `Delete ${title} for good`,
  removed: (title: string) => `“${title}” deleted for good`,
  remove_title: 'Delete this video for good?',
  remove_text: (title: string, frames: number) =>
    frames > 0
      ? `“${title}” cannot be restored after that. Frames that remain are kept.`
      : `“${title}” cannot be restored after that.`,
  remove_confirm: 'Delete for good',
  empty: 'Empty trash',
  empty_title: (count: number, formatted: string) =>
    count === 1 ? 'Delete 1 video for good?' : `Delete ${formatted} videos for good?`,
  empty_text: (size: string) => `This frees ${size}. It cannot be undone. Frames that remain are kept.`,
  emptied: (size: string) => `Trash emptied, ${size} freed`,
  nothing_title: 'The trash is empty',
  nothing_text: 'Videos that you delete can be restored from here for some time.',
};

export type TrashTexts = typeof trashTextsEn;

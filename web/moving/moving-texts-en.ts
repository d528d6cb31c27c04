/** English texts of moving the videos, loaded only where that is offered. */
export const movingTextsEn = {
  title: 'Let Home Assistant’s actions reach the videos',
  why: (from: string) => `Actions such as Telegram or Google Photos cannot read videos in ${from}.`,
  what: (to: string) =>
    `All videos move to ${to}, and new ones are saved there. Nothing else changes, and you can watch them meanwhile.`,
  move: 'Move the videos',
  later: 'Not now',
  cannot: (reason: string) => `The videos cannot move into Home Assistant’s media folder: ${reason}.`,
  moving: 'Moving the videos',
  videos: (done: string, total: string) => `${done} of ${total} videos moved`,
  bytes: (done: string, total: string) => `${done} of ${total}`,
  stopped: (reason: string) => `Moving the videos has stopped: ${reason}.`,
  free: (size: string, to: string) => `Free ${size} in ${to}.`,
  goesOn: 'The app tries again every minute. Until then, you can watch every video.',
  done: (to: string) => `The videos are in ${to}, where Home Assistant’s actions reach them.`,
  missing: (count: number, shown: string) =>
    count === 1
      ? 'One video was not found. It follows when it is back.'
      : `${shown} videos were not found. They follow when they are back.`,
};

export type MovingTexts = typeof movingTextsEn;

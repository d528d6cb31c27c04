import type { Dictionary } from '../i18n/en.ts';

const EN = {
  tooMany: (most: string) => `At most ${most} videos at once: select fewer.`,
  leftOut: (count: number, text: string) =>
    count === 1 ? '1 without a video is left out.' : `${text} without a video are left out.`,
};

const DE: typeof EN = {
  tooMany: (most) => `Höchstens ${most} Videos auf einmal: Wähle weniger aus.`,
  leftOut: (count, text) => (count === 1 ? '1 ohne Video bleibt weg.' : `${text} ohne Video bleiben weg.`),
};

/** Loaded only for a download of several videos. */
export function downloadTexts(texts: Dictionary): typeof EN {
  return texts.code === 'de' ? DE : EN;
}

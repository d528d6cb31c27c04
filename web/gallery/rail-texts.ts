import type { Dictionary } from '../i18n/en.ts';

const EN = { jump: 'Go to month' };

const DE: typeof EN = { jump: 'Zu Monat springen' };

/** Loaded with the rail of months. */
export function railTexts(texts: Dictionary): typeof EN {
  return texts.code === 'de' ? DE : EN;
}

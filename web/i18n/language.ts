import { Collection } from '../util/collection.ts';
import { type Dictionary, en } from './en.ts';

/** The language of the page: its texts, and the tag that numbers and dates are formatted by. */
export interface Language {
  tag: string;
  texts: Dictionary;
}

/** The current language; elements follow it. */
export const language = new Collection<Language>({ tag: 'en', texts: en });

/** Switches the page to a language: German for any kind of German, English for all others. */
export async function setLanguage(tag: string): Promise<void> {
  const texts = isGerman(tag) ? (await import('./de.ts')).de : en;
  // Formats follow the reader's region where the texts can be theirs, and stay English under English texts.
  const formatTag = isGerman(tag) || /^en\b/i.test(tag) ? tag : 'en';
  document.documentElement.lang = isGerman(tag) ? 'de' : 'en';
  language.update((state) =>
    state.tag === formatTag && state.texts === texts ? state : { tag: formatTag, texts },
  );
}

function isGerman(tag: string): boolean {
  return /^de\b/i.test(tag);
}

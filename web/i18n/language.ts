import { Collection } from '../state/collection.ts';
import { type Dictionary, en } from './en.ts';

/** The tag is for numbers and dates. */
export interface Language {
  tag: string;
  texts: Dictionary;
}

export const language = new Collection<Language>({ tag: 'en', texts: en });

/** German for any kind of German, English for all others. */
export async function setLanguage(tag: string): Promise<void> {
  const texts = isGerman(tag) ? (await import('./de.ts')).de : en;
  // Formats follow the reader's region if it fits the language of the texts.
  const formatTag = isGerman(tag) || /^en\b/i.test(tag) ? tag : 'en';
  document.documentElement.lang = isGerman(tag) ? 'de' : 'en';
  language.update((state) =>
    state.tag === formatTag && state.texts === texts ? state : { tag: formatTag, texts },
  );
}

function isGerman(tag: string): boolean {
  return /^de\b/i.test(tag);
}

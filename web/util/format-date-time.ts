import { cached } from './cached.ts';

const formatter = cached(
  (language: string) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
);

/** Date and time of a moment, in the reader's own zone. */
export function formatDateTime(at: string, language: string): string {
  return formatter(language).format(new Date(at));
}

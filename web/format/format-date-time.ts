import { cached } from './cached.ts';

const formatter = cached(
  (language: string) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
);

/** In the reader's time zone. */
export function formatDateTime(at: string, language: string): string {
  return formatter(language).format(new Date(at));
}

import { cached } from './cached.ts';

const formatter = cached(
  (language: string, month: 'long' | 'short') =>
    new Intl.DateTimeFormat(language, { year: 'numeric', month }),
);

/** @param month `YYYY-MM` */
export function formatMonth(month: string, language: string, length: 'long' | 'short' = 'long'): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return formatter(language, length).format(new Date(year, number - 1));
}

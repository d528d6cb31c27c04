import { cached } from './cached.ts';

const formatter = cached(
  (language: string, decimals: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: decimals }),
);

/** A number for people, with so many decimals at most. */
export function formatNumber(value: number, language: string, decimals = 0): string {
  return formatter(language, decimals).format(value);
}

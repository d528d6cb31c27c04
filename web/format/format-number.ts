import { cached } from './cached.ts';

const formatter = cached(
  (language: string, decimals: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: decimals }),
);

export function formatNumber(value: number, language: string, decimals = 0): string {
  return formatter(language, decimals).format(value);
}

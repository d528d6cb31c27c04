import { cached } from './cached.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const formatter = cached(
  (language: string, power: number, decimals: number) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: UNITS[power] ?? 'byte',
      unitDisplay: power === 0 ? 'long' : 'short',
      maximumFractionDigits: decimals,
    }),
);

/** In decimal units, as in file managers and Home Assistant: "12.4 MB". */
export function formatBytes(bytes: number, language: string): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const decimals = power === 0 || value >= 100 ? 0 : 1;
  return formatter(language, power, decimals).format(value);
}

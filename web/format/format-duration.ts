import { cached } from './cached.ts';

const formatter = cached(
  (language: string, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }),
);

/** In its one or two largest units: "1 hr 5 min", "45 sec". */
export function formatDuration(seconds: number, language: string): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), 'day'],
    [Math.floor(whole / 3600) % 24, 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) return formatUnit(0, 'second', language);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => formatUnit(value, unit, language))
    .join(' ');
}

function formatUnit(value: number, unit: string, language: string): string {
  return formatter(language, unit).format(value);
}

import { cached } from './cached.ts';

const seconds = cached(
  (language: string) =>
    new Intl.NumberFormat(language, {
      minimumIntegerDigits: 2,
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }),
);

/** A place in a video, to a hundredth of a second: "0:07.04", "12:30.00". */
export function formatMoment(time: number, language: string): string {
  const hundredths = Math.max(0, Math.round(time * 100));
  return `${Math.floor(hundredths / 6000)}:${seconds(language).format((hundredths % 6000) / 100)}`;
}

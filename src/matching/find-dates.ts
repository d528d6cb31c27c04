export interface WrittenDate {
  text: string;
  /** Each possible day, as midnight in UTC; several where day and month are ambiguous. */
  days: number[];
  /** Set when there is a time of day and the day is unambiguous. */
  at: number | null;
}

type Groups = Partial<Record<string, string>>;
type Reading = { y: number; m: number; d: number };

/** How the names of months begin, as far as needed to tell them apart. */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'ma', 'jun', 'jul', 'aug', 'sep', 'o', 'nov', 'de'];
const MONTH =
  '(?<month>jan(?:uary?)?|feb(?:ruary?)?|m(?:ä|ae|a)r(?:z|ch)?|apr(?:il)?|ma[iy]|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)';
/** Four digits with two leading zeros are a counter rather than shortly after midnight. */
const TIME = [
  '(?:(?:,? (?:um|at) |[t_ .,-]{1,3})',
  '(?:(?<h>[01]?\\d|2[0-3])[:.h_-](?<mi>[0-5]\\d)(?:[:.m_-](?<s>[0-5]\\d))?s?',
  '|(?!00\\d\\d(?!\\d))(?<h>[01]\\d|2[0-3])(?<mi>[0-5]\\d)(?<s>[0-5]\\d)?)',
  '(?: ?(?<half>[ap]m))?(?:\\.\\d{1,9})?(?<zone>z|[+-]\\d\\d:?\\d\\d)?(?![\\d:]))?',
].join('');
/** Directly after a compact date: `20250107143000`. */
const GLUED_TIME = `(?:(?<h>[01]\\d|2[0-3])(?<mi>[0-5]\\d)(?<s>[0-5]\\d)?(?<zone>z)?(?!\\d)|(?!\\d)${TIME})`;
const YEAR = '(?<y>20\\d\\d)';
const SHORT_YEAR = '(?<yy>\\d\\d)';

/** In the order they are tried; each sees only what earlier ones left. */
const FORMS: readonly { pattern: RegExp; read: (groups: Groups) => Reading[] }[] = [
  form(`${YEAR}(?<sep>[-_. ])(?<m>\\d{1,2})\\k<sep>(?<d>\\d{1,2})(?!\\d)${TIME}`, (g) => [ymd(g)]),
  form(`${YEAR} ?[年년] ?(?<m>\\d{1,2}) ?[月월] ?(?<d>\\d{1,2}) ?[日일]${TIME}`, (g) => [ymd(g)]),
  form(`${YEAR}(?<m>\\d\\d)(?<d>\\d\\d)${GLUED_TIME}`, (g) => [ymd(g)]),
  form(`(?<a>\\d{1,2})\\.(?<b>\\d{1,2})\\.${YEAR}(?!\\d)${TIME}`, (g) => [dmy(g)]),
  form(`(?<a>\\d{1,2})(?<sep>[-_ /])(?<b>\\d{1,2})\\k<sep>${YEAR}(?!\\d)${TIME}`, (g) => [dmy(g), mdy(g)]),
  form(`(?<a>\\d\\d)\\.(?<b>\\d\\d)\\.${SHORT_YEAR}(?![.\\d])${TIME}`, (g) => [dmy(g)]),
  form(`(?<a>\\d\\d)-(?<b>\\d\\d)-${SHORT_YEAR}(?!-?\\d)${TIME}`, (g) => [dmy(g), mdy(g), shortIso(g)]),
  form(`(?<a>\\d\\d)(?<b>\\d\\d)${YEAR}(?!\\d)${TIME}`, (g) => [dmy(g), mdy(g)]),
  form(
    `${SHORT_YEAR}(?<m>\\d\\d)(?<d>\\d\\d)[_-](?<h>[01]\\d|2[0-3])(?<mi>[0-5]\\d)(?<s>[0-5]\\d)?(?!\\d)`,
    (g) => [ymd(g)],
  ),
  form(`(?<d>\\d{1,2})(?:st|nd|rd|th)?[-_. ]{0,2}${MONTH}[-_., ]{0,2}${YEAR}(?!\\d)${TIME}`, (g) => [ymd(g)]),
  form(
    `(?<!\\p{L})${MONTH}[-_. ]{0,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?[-_., ]{1,2}${YEAR}(?!\\d)${TIME}`,
    (g) => [ymd(g)],
  ),
  form(`${YEAR}[-_ ]?${MONTH}[-_ ]?(?<d>\\d{1,2})(?!\\d)${TIME}`, (g) => [ymd(g)]),
  form('(?<epoch>1[4-9]\\d{8}|2[01]\\d{8})(?<ms>\\d{3})?(?!\\d)', (g) => [epochDay(g)]),
];

/**
 * ISO, compact, German, US, with month names, with a time, in seconds since 1970. Impossible dates stay in the name.
 */
export function findDates(name: string): { dates: WrittenDate[]; rest: string } {
  const dates: WrittenDate[] = [];
  let rest = name.normalize('NFKC');
  for (const { pattern, read } of FORMS) {
    rest = rest.replaceAll(pattern, (text: string, ...found: unknown[]) => {
      const groups = found.at(-1) as Groups;
      const days = [...new Set(read(groups).flatMap(midnight))];
      if (days.length === 0) return text;
      dates.push({ text, days, at: days.length === 1 ? momentOf(groups, days[0]!) : null });
      return ' ';
    });
  }
  return { dates, rest: rest.trim() };
}

function form(source: string, read: (groups: Groups) => Reading[]) {
  return { pattern: new RegExp(`(?<!\\d)(?<!\\d[.,])${source}`, 'giu'), read };
}

function ymd({ y, yy, m, month, d }: Groups): Reading {
  const monthNumber = month === undefined ? Number(m) : monthOf(month.toLowerCase());
  return { y: yearOf(y, yy), m: monthNumber, d: Number(d) };
}

function dmy({ y, yy, a, b }: Groups): Reading {
  return { y: yearOf(y, yy), m: Number(b), d: Number(a) };
}

function mdy({ y, yy, a, b }: Groups): Reading {
  return { y: yearOf(y, yy), m: Number(a), d: Number(b) };
}

function shortIso({ a, b, yy }: Groups): Reading {
  return { y: 2000 + Number(a), m: Number(b), d: Number(yy) };
}

function epochDay({ epoch }: Groups): Reading {
  const day = new Date(Number(epoch) * 1000);
  return { y: day.getUTCFullYear(), m: day.getUTCMonth() + 1, d: day.getUTCDate() };
}

function yearOf(y: string | undefined, yy: string | undefined): number {
  return y === undefined ? 2000 + Number(yy) : Number(y);
}

function monthOf(word: string): number {
  if (/^m(?:ä|ae)r/u.test(word)) return 3;
  return MONTHS.findIndex((start) => word.startsWith(start)) + 1;
}

function midnight({ y, m, d }: Reading): number[] {
  const time = Date.UTC(y, m - 1, d);
  const day = new Date(time);
  return day.getUTCMonth() === m - 1 && day.getUTCDate() === d ? [time] : [];
}

/** Without a zone, times are local, as cameras and slicers write them. */
function momentOf(groups: Groups, day: number): number | null {
  if (groups.epoch !== undefined) return Number(groups.epoch) * 1000 + Number(groups.ms ?? 0);
  if (groups.h === undefined) return null;
  const minute = Number(groups.mi);
  const second = Number(groups.s ?? 0);
  const zone = groups.zone?.toLowerCase();
  const timeOfDay = ((hourOf(Number(groups.h), groups.half) * 60 + minute) * 60 + second) * 1000;
  if (zone !== undefined) return day + timeOfDay - offsetOf(zone);
  const date = new Date(day);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 0, 0, 0, timeOfDay).getTime();
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetOf(zone: string): number {
  if (zone === 'z') return 0;
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

export interface Month {
  /** `YYYY-MM`. */
  month: string;
  /** Its first millisecond since 1970, and that of the next month. */
  start: number;
  end: number;
}

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/**
 * Every month with a moment between the two, earliest first.
 *
 * @param first milliseconds since 1970
 * @param last milliseconds since 1970, not before the first
 */
export function monthsInZone(first: number, last: number, timeZone: string): Month[] {
  const clock = new WallClock(timeZone);
  const date = new Date(clock.at(first));
  const months: Month[] = [];
  let [year, index] = [date.getUTCFullYear(), date.getUTCMonth()];
  for (let start = clock.when(year, index); start <= last;) {
    const month = new Date(Date.UTC(year, index)).toISOString().slice(0, 7);
    [year, index] = index === 11 ? [year + 1, 0] : [year, index + 1];
    const end = clock.when(year, index);
    months.push({ month, start, end });
    start = end;
  }
  return months;
}

/** What clocks on the wall show, as if they showed UTC. */
class WallClock {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  at(time: number): number {
    const parts = this.#format.formatToParts(time).map(({ type, value }) => [type, Number(value)]);
    const { year, month, day, hour, minute, second } = Object.fromEntries(parts);
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }

  /** The first moment of a month. @param index 0 = January */
  when(year: number, index: number): number {
    const wanted = Date.UTC(year, index);
    // The second time with the offset that is valid there.
    const near = wanted - (this.at(wanted) - wanted);
    return wanted - (this.at(near) - near);
  }
}

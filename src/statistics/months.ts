/** Of each month up to the last one, `YYYY-MM`. */
export function monthsBetween(first: string, last: string, most: number): string[] {
  const months: string[] = [];
  for (let month = last; month >= first && months.length < most; month = before(month)) months.push(month);
  return months.toReversed();
}

/** In local time. @param at milliseconds since 1970 */
export function monthOf(at: number): string {
  const time = new Date(at);
  return text(time.getFullYear(), time.getMonth() + 1);
}

function before(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? text(year - 1, 12) : text(year, number - 1);
}

function text(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

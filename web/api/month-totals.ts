/** How many timelapses a month has, including those that were not read yet. Months are `YYYY-MM`. */
export type MonthTotals = ReadonlyMap<string, number>;

export const NO_TOTALS: MonthTotals = new Map();

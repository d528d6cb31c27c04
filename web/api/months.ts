import { monthRoutes, type WireTimelapse } from '../contract.ts';
import { type GalleryFilter, NO_FILTER } from '../state/route.ts';
import { createClient, readPart } from './client.ts';
import { type MonthTotals, NO_TOTALS } from './month-totals.ts';

const api = createClient(monthRoutes);

/** Most months have fewer. */
const PART = 250;

/** Empty where only the page knows the filter. @throws ApiError */
export async function readMonths(filter: GalleryFilter): Promise<MonthTotals> {
  const selecting = selectingOf(filter);
  if (selecting === null) return NO_TOTALS;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const months = await api.countMonths({ query: { ...selecting, time_zone: timeZone } });
  return new Map(months.map(({ month, count }) => [month, count]));
}

/** The first timelapses of a month in the order of the list. @throws ApiError */
export async function readMonth(
  month: string,
  totals: MonthTotals,
  filter: GalleryFilter,
): Promise<WireTimelapse[]> {
  const { sort } = filter;
  const isBefore = (other: string): boolean => (sort === 'created' ? other < month : other > month);
  const offset = [...totals].reduce((sum, [other, count]) => sum + (isBefore(other) ? count : 0), 0);
  return (await readPart('listTimelapses', { ...selectingOf(filter), sort, limit: PART, offset })).items;
}

/** As the server names it; null = it filters ages and texts in another way. */
function selectingOf(filter: GalleryFilter) {
  const { status, pinned, linked, printer, age, text } = filter;
  if (age !== NO_FILTER.age || text !== NO_FILTER.text) return null;
  return {
    ...(status === null ? {} : { status }),
    ...(pinned === null ? {} : { pinned }),
    ...(linked === null ? {} : { linked }),
    ...(printer === null ? {} : { printer }),
  };
}

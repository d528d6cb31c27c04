import type { WireTimelapse } from '../contract.ts';
import type { GridFocus } from './grid-focus.ts';
import type { KeyHost } from './key-host.ts';

/**
 * The card of a day, or else of the next one in their order.
 *
 * @param date `YYYY-MM-DD`, in the reader's time zone
 * @param cards by the time when they were found
 */
export function cardOfDate(
  date: string,
  cards: readonly WireTimelapse[],
  isOldestFirst: boolean,
): WireTimelapse | null {
  const start = new Date(`${date}T00:00:00`);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  const isReached = ({ created_at }: WireTimelapse): boolean =>
    isOldestFirst ? Date.parse(created_at) >= start.getTime() : Date.parse(created_at) < end.getTime();
  return cards.find(isReached) ?? cards.at(-1) ?? null;
}

/** Sorts by time where something else is sorted by. */
export async function goToDate(date: string, host: KeyHost, focus: GridFocus): Promise<void> {
  const { router } = host.page;
  if (!/^-?created$/.test(router.route.state.filter.sort)) {
    router.setFilter({ sort: '-created' });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }
  const cards = host.cards();
  const card = cardOfDate(date, cards, router.route.state.filter.sort === 'created');
  if (card === null) return;
  await focus.to(
    card.id,
    cards.map(({ id }) => id),
  );
}

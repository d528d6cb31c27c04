export const LAYOUTS = ['side', 'divider', 'inset'] as const;
/** How two videos are shown: side by side, one over the other with a divider, or one in a corner of the other. */
export type Layout = (typeof LAYOUTS)[number];

/** What the player shows, as it is in the address of the page. */
export interface PlayerAddress {
  id: string;
  /** The video beside it; null = none. */
  beside: string | null;
  layout: Layout;
}

export function parsePlayerAddress(text: string): PlayerAddress {
  const [id = '', beside = '', layout] = text.split(',');
  return {
    id,
    beside: beside === '' || beside === id ? null : beside,
    layout: LAYOUTS.find((each) => each === layout) ?? 'side',
  };
}

export function formatPlayerAddress({ id, beside, layout }: PlayerAddress): string {
  if (beside === null) return id;
  return layout === 'side' ? `${id},${beside}` : `${id},${beside},${layout}`;
}

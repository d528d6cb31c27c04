import { Collection } from './collection.ts';

/** From the smallest card; `list` = one a row. */
export const DENSITIES = ['small', 'medium', 'large', 'list'] as const;
export type Density = (typeof DENSITIES)[number];

const KEY = 'pt-density';

/** Kept in this browser. On a phone, two cards are side by side at first. */
export const density = new Collection<Density>(read() ?? (isPhone() ? 'small' : 'medium'));

export function setDensity(chosen: Density): void {
  density.update(() => chosen);
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage is off: it lasts until the page is closed.
  }
}

export function isPhone(): boolean {
  return matchMedia('(max-width: 600px)').matches;
}

function read(): Density | undefined {
  try {
    const saved = localStorage.getItem(KEY);
    return DENSITIES.find((one) => one === saved);
  } catch {
    return undefined;
  }
}

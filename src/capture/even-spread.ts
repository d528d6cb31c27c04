/** Position of a picture: its time, or its layer. */
export interface Placed {
  name: string;
  at: number;
}

/**
 * What goes when there are too many pictures: all but the first in each interval, which is doubled until few enough
 * are left. Repeated after a crash in between, it comes to the same end.
 *
 * @param pictures in order
 * @param halvings how often the interval has doubled already
 */
export function spreadEvenly(
  pictures: readonly Placed[],
  { first, every, most, halvings }: { first: number; every: number; most: number; halvings: number },
): { names: string[]; halvings: number } {
  for (let doubled = halvings; ; doubled += 1) {
    const kept = firstOfEach(pictures, first, every * 2 ** doubled);
    if (kept.size < most) {
      const names = pictures.map(({ name }) => name).filter((name) => !kept.has(name));
      return { names, halvings: doubled };
    }
  }
}

function firstOfEach(pictures: readonly Placed[], first: number, every: number): Set<string> {
  const kept = new Map<number, string>();
  for (const { name, at } of pictures) {
    const slot = Math.floor((at - first) / every);
    if (!kept.has(slot)) kept.set(slot, name);
  }
  return new Set(kept.values());
}

/** Of a card, in CSS pixels of the view. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrow(key: string): key is ArrowKey {
  return /^Arrow(Left|Right|Up|Down)$/.test(key);
}

/** Index of the card that an arrow leads to, whatever lies between the rows; null = there is none. */
export function cardTowards(boxes: readonly Box[], from: number, key: ArrowKey): number | null {
  if (key === 'ArrowLeft') return from > 0 ? from - 1 : null;
  if (key === 'ArrowRight') return from + 1 < boxes.length ? from + 1 : null;
  const own = boxes[from]!;
  const way = key === 'ArrowDown' ? 1 : -1;
  const ahead = boxes
    .map((box, index) => ({ box, index, gap: way * (box.top - own.top) }))
    .filter(({ gap }) => gap > own.height / 2);
  const nearest = Math.min(...ahead.map(({ gap }) => gap));
  const row = ahead.filter(({ gap }) => gap < nearest + own.height / 2);
  const aside = (box: Box): number => Math.abs(box.left + box.width / 2 - own.left - own.width / 2);
  row.sort((one, other) => aside(one.box) - aside(other.box));
  return row[0]?.index ?? null;
}

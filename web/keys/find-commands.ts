/** What contains all words, with those first that begin with them. */
export function findByWords<Item>(
  items: readonly Item[],
  labelOf: (item: Item) => string,
  text: string,
): Item[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...items];
  return items
    .map((item) => ({ item, rank: rankOf(fold(labelOf(item)), words) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}

function rankOf(label: string, words: readonly string[]): number {
  if (!words.every((word) => label.includes(word))) return Number.POSITIVE_INFINITY;
  if (label.startsWith(words[0]!)) return 0;
  return label.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(words[0]!)) ? 1 : 2;
}

/** "u" also finds "ü". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

export function row(cells: readonly (string | number)[]): void {
  const shown = cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell));
  console.log(`| ${shown.join(' | ')} |`);
}

/** All columns but the first are right-aligned. */
export function head(cells: readonly string[]): void {
  row(cells);
  row(cells.map((_, i) => (i === 0 ? '---' : '---:')));
}

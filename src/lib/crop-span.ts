/**
 * Where one side of a crop lies, in pixels: the same rule for the app and the engine.
 *
 * @param from in parts of the whole, as `part` @param step places are multiples of it
 */
export function cropSpan(
  from: number,
  part: number,
  pixels: number,
  step: number,
): { start: number; length: number } {
  const last = step * Math.floor(pixels / step);
  const at = (place: number) => Math.min(last, step * Math.round((place * pixels) / step));
  const start = at(from);
  return { start, length: Math.max(1, at(from + part) - start) };
}

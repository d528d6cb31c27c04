import type { KnownFacts } from './known-facts.ts';
import { type Box, type Place, strokes } from './shapes.ts';
import { COLOURS } from './temperatures.ts';

const MAX_COLUMNS = 240;
/** Below this, noise would look like a mountain; in °C. */
const MIN_RANGE = 20;

/** One drawing for each temperature, all by the same scale. */
export function curves({ timeline, shown, part }: KnownFacts, box: Box, thickness: number): string[] {
  const last = timeline.frames - 1;
  const columns = Math.min(MAX_COLUMNS, box.width, timeline.frames);
  const frames = Array.from({ length: columns }, (_, column) =>
    Math.round((column / Math.max(1, columns - 1)) * last),
  );
  const moments = frames.map((frame) => timeline.momentAt(frame).values);
  const all = moments.flatMap((values) => shown.flatMap((key) => values[key] ?? []));
  const low = Math.min(...all);
  const range = Math.max(MIN_RANGE, Math.max(...all) - low);
  const room = box.height - 2 * thickness;
  return shown.map((key) => {
    const places = moments.map((values, index): Place | null => {
      const value = values[key] ?? null;
      if (value === null) return null;
      return [part(frames[index]!) * box.width, thickness + room * (1 - (value - low) / range)];
    });
    return strokes(box, unbroken(places), thickness, { colour: COLOURS[key], opacity: 1 });
  });
}

function unbroken(places: readonly (Place | null)[]): Place[][] {
  const lines: Place[][] = [[]];
  for (const place of places) {
    if (place === null) lines.push([]);
    else lines.at(-1)!.push(place);
  }
  return lines.filter(({ length }) => length > 1).map(withoutMiddles);
}

/** A level stretch is one line. */
function withoutMiddles(line: Place[]): Place[] {
  return line.filter(
    ([, y], index) =>
      index === 0 || index === line.length - 1 || line[index - 1]![1] !== y || line[index + 1]![1] !== y,
  );
}

/** In pixels of the picture. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Ink {
  /** As `BBGGRR`. */
  colour: string;
  /** 0 = not there, 1 = opaque. */
  opacity: number;
}

export type Place = readonly [x: number, y: number];

/** How far the handles of a curve are from its ends, for a quarter of a circle. */
const ARC = 0.5523;

/** Tags of a drawing whose upper left corner is at a place. */
function drawing(x: number, y: number, { colour, opacity }: Ink, path: string): string {
  const alpha = Math.round(255 * (1 - opacity))
    .toString(16)
    .padStart(2, '0')
    .toUpperCase();
  return `{\\an7\\pos(${num(x)},${num(y)})\\1c&H${colour}&\\1a&H${alpha}&\\p1}${path}`;
}

export function bar({ x, y, width, height }: Box, ink: Ink): string {
  const path = `m 0 0 l ${num(width)} 0 ${num(width)} ${num(height)} 0 ${num(height)}`;
  return drawing(x, y, ink, path);
}

/** With round corners. */
export function panel({ x, y, width, height }: Box, radius: number, ink: Ink): string {
  const [w, h, r, k] = [width, height, radius, radius * (1 - ARC)];
  const points = (...all: number[]): string => all.map(num).join(' ');
  const path = [
    `m ${points(r, 0)} l ${points(w - r, 0)} b ${points(w - k, 0, w, k, w, r)}`,
    `l ${points(w, h - r)} b ${points(w, h - k, w - k, h, w - r, h)}`,
    `l ${points(r, h)} b ${points(k, h, 0, h - k, 0, h - r)}`,
    `l ${points(0, r)} b ${points(0, k, k, 0, r, 0)}`,
  ].join(' ');
  return drawing(x, y, ink, path);
}

/** A line through places within a box, in its own pixels. @param lines each one unbroken */
export function strokes(box: Box, lines: readonly (readonly Place[])[], thickness: number, ink: Ink): string {
  // Nothing is drawn of this, but it fixes where the drawing begins.
  const corners = `m 0 0 l 0 0 0 0 m ${num(box.width)} ${num(box.height)} l ${num(box.width)} ${num(box.height)}`;
  const path = lines.flatMap((line) =>
    line.slice(1).map((place, index) => segment(line[index]!, place, thickness)),
  );
  return drawing(box.x, box.y, ink, [corners, ...path].join(' '));
}

function segment([x1, y1]: Place, [x2, y2]: Place, thickness: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [((x2 - x1) / length) * (thickness / 2), ((y2 - y1) / length) * (thickness / 2)];
  // A little longer on both ends, so that two that meet have no notch.
  const [ax, ay, bx, by] = [x1 - dx / 2, y1 - dy / 2, x2 + dx / 2, y2 + dy / 2];
  const points = [ax + dy, ay - dx, bx + dy, by - dx, bx - dy, by + dx, ax - dy, ay + dx].map(num);
  return `m ${points.slice(0, 2).join(' ')} l ${points.slice(2).join(' ')}`;
}

/** Tenths of a pixel are enough. */
export function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}

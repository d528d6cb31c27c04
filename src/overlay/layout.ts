import type { Overlay } from '../shared/overlay.ts';
import type { Box } from './shapes.ts';

const PARTS = ['title', 'facts', 'temperatures', 'graph', 'bar'] as const;
export type OverlayPart = (typeof PARTS)[number];

export interface Layout {
  /** Size of the text, in pixels. */
  size: number;
  panel: Box;
  /** Of the parts that are shown, from the top. */
  boxes: [OverlayPart, Box][];
}

/** Of the shorter side of the picture. */
const TEXT_SIZE = 0.036;
const MIN_TEXT_SIZE = 13;

/* In sizes of the text. */
const PANEL_WIDTH = 22;
const PADDING = 0.7;
const MARGIN = 0.8;
const GAP = 0.35;
const HEIGHTS: Record<OverlayPart, number> = {
  title: 1.35,
  facts: 1.2,
  temperatures: 1.1,
  graph: 3.2,
  bar: 0.4,
};

/** What a small picture does without, first to last. */
const DISPENSABLE: readonly OverlayPart[] = ['graph', 'temperatures', 'facts', 'title'];

/** Where everything is. @param wanted what there is to show */
export function layOut(
  picture: { width: number; height: number },
  position: Overlay['position'],
  wanted: ReadonlySet<OverlayPart>,
): Layout {
  const size = Math.max(MIN_TEXT_SIZE, Math.round(Math.min(picture.width, picture.height) * TEXT_SIZE));
  const margin = Math.round(MARGIN * size);
  const shown = fitting(wanted, (picture.height - 2 * margin) / size);
  const width = Math.min(picture.width - 2 * margin, PANEL_WIDTH * size);
  const height = Math.round(heightOf(shown) * size);
  const panel: Box = {
    x: position.endsWith('left') ? margin : picture.width - margin - width,
    y: position.startsWith('top') ? margin : picture.height - margin - height,
    width,
    height,
  };
  const inside = { x: panel.x + PADDING * size, width: width - 2 * PADDING * size };
  const boxes: Layout['boxes'] = [];
  let y = panel.y + PADDING * size;
  for (const part of shown) {
    const box = { ...inside, y, height: HEIGHTS[part] * size };
    boxes.push([part, wholePixels(box)]);
    y += box.height + GAP * size;
  }
  return { size, panel, boxes };
}

function fitting(wanted: ReadonlySet<OverlayPart>, room: number): OverlayPart[] {
  const shown = new Set(PARTS.filter((part) => wanted.has(part)));
  for (const part of DISPENSABLE) if (shown.size > 1 && heightOf([...shown]) > room) shown.delete(part);
  return [...shown];
}

/** In sizes of the text. */
function heightOf(shown: readonly OverlayPart[]): number {
  const parts = shown.map((part) => HEIGHTS[part]).reduce((sum, each) => sum + each, 0);
  return 2 * PADDING + parts + GAP * (shown.length - 1);
}

function wholePixels({ x, y, width, height }: Box): Box {
  return {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.max(1, Math.round(width)),
    height: Math.max(1, Math.round(height)),
  };
}

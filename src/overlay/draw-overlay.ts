import type { Overlay } from '../shared/overlay.ts';
import type { WirePrintData } from '../shared/print-data.ts';
import { PrintTimeline } from '../shared/print-timeline.ts';
import { type AssEvent, assScript, plainText } from './ass-text.ts';
import { changes, endOf, type OverlaidVideo } from './changes.ts';
import { curves } from './curves.ts';
import { KnownFacts } from './known-facts.ts';
import { layOut, type OverlayPart } from './layout.ts';
import { bar, type Box, type Ink, num, panel } from './shapes.ts';
import { shorten } from './shorten.ts';

/** A font that most systems have, with Latin, Greek and Cyrillic; others stand in for what it lacks. */
const FONT = 'DejaVu Sans';

export interface OverlayContent {
  title: string;
  data: WirePrintData;
}

const WHITE = 'FFFFFF';
const GROUND: Ink = { colour: '000000', opacity: 0.55 };
const TRACK: Ink = { colour: WHITE, opacity: 0.25 };
const FILL: Ink = { colour: WHITE, opacity: 0.95 };
const MARK: Ink = { colour: WHITE, opacity: 0.85 };

/* In sizes of the text. */
const LINE = 0.09;
const SMALL = 0.85;

/** A script in Advanced SubStation Alpha, which ffmpeg's filter `ass` draws. */
export function drawOverlay(overlay: Overlay, content: OverlayContent, video: OverlaidVideo): string {
  const timeline = new PrintTimeline(content.data, video);
  return draw(overlay, content, video, {
    always: (text) => ({ from: 0, to: endOf(video), text }),
    changing: (textOf) => changes(textOf, timeline, video),
  });
}

/** The same for a single picture of the video, that of a frame. */
export function drawFrame(
  overlay: Overlay,
  content: OverlayContent,
  video: OverlaidVideo,
  frame: number,
): string {
  const always = (text: string): AssEvent => ({ from: 0, to: 1, text });
  return draw(overlay, content, video, {
    always,
    changing(textOf) {
      const text = textOf(frame);
      return text === null ? [] : [always(text)];
    },
  });
}

/** When something is shown. */
interface Timing {
  always: (text: string) => AssEvent;
  changing: (textOf: (frame: number) => string | null) => AssEvent[];
}

function draw(
  overlay: Overlay,
  { title, data }: OverlayContent,
  video: OverlaidVideo,
  { always, changing }: Timing,
): string {
  const known = new KnownFacts(overlay, data, new PrintTimeline(data, video));
  const parts = known.parts(title);
  const layout = layOut(video, overlay.position, parts);
  const drawing: Record<OverlayPart, (box: Box) => AssEvent[]> = {
    title: (box) => [always(line(box, layout.size, titleText(title, box, layout.size)))],
    facts: (box) => changing((frame) => line(box, layout.size, known.facts(frame))),
    temperatures: (box) => changing((frame) => line(box, layout.size * SMALL, known.temperatures(frame))),
    graph(box) {
      const thickness = Math.max(1, layout.size * LINE);
      const mark = { ...box, width: Math.max(1, Math.round(thickness)) };
      const room = box.width - mark.width;
      return [
        always(bar({ ...box, y: box.y + box.height - 1, height: 1 }, TRACK)),
        ...curves(known, box, thickness).map(always),
        ...changing((frame) => bar({ ...mark, x: box.x + room * known.part(frame) }, MARK)),
      ];
    },
    bar: (box) => [
      always(bar(box, TRACK)),
      ...changing((frame) => {
        const width = Math.round(box.width * known.progress(frame));
        return width === 0 ? null : bar({ ...box, width }, FILL);
      }),
    ],
  };
  const ground = parts.size === 0 ? [] : [always(panel(layout.panel, Math.round(layout.size * 0.4), GROUND))];
  const drawn = layout.boxes.flatMap(([part, box]) => drawing[part](box));
  return assScript({ ...video, font: FONT, events: [...ground, ...drawn] });
}

function titleText(title: string, box: Box, size: number): string {
  return `{\\b1}${plainText(shorten(title.trim(), box.width / size))}`;
}

/** One line in a box; what does not fit is cut off at its edges. */
function line({ x, y, width, height }: Box, size: number, text: string): string {
  const clip = [x, y, x + width, y + height].map(num).join(',');
  const tags = `\\an4\\q2\\pos(${num(x)},${num(y + height / 2)})\\clip(${clip})\\fs${num(size)}`;
  return `{${tags}}${text}`;
}

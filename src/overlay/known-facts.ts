import type { Overlay } from '../shared/overlay.ts';
import type { WirePrintData } from '../shared/print-data.ts';
import { type Point, valueAt } from '../shared/points.ts';
import type { PrintTimeline } from '../shared/print-timeline.ts';
import { plainText } from './ass-text.ts';
import { COLOURS, TEMPERATURES, type Temperature } from './temperatures.ts';
import type { OverlayPart } from './layout.ts';
import { WORDS } from './words.ts';

/** What there is to say about each frame. */
export class KnownFacts {
  readonly timeline: PrintTimeline;
  readonly #overlay: Overlay;
  readonly #data: WirePrintData;
  /** Temperatures. */
  readonly shown: readonly Temperature[];
  /** What is unknown leaves it where it was. */
  readonly #progress: Point[] | undefined;

  constructor(overlay: Overlay, data: WirePrintData, timeline: PrintTimeline) {
    this.timeline = timeline;
    this.#overlay = overlay;
    this.#data = data;
    const progress = data.series.find(({ key }) => key === 'progress')?.points;
    this.#progress = progress?.filter(([, value]) => value !== null);
    const isKnown = (key: Temperature) => data.series.some((each) => each.key === key);
    this.shown = overlay.temperatures === 'none' ? [] : TEMPERATURES.filter(isKnown);
  }

  /** What there is anything to show of. */
  parts(title: string): Set<OverlayPart> {
    const { title: hasTitle, elapsed, layer, temperatures, progress_bar: hasBar } = this.#overlay;
    const { started_at: startedAt, pictures, layers } = this.#data;
    const isTimed = startedAt !== null && pictures.length > 0;
    const parts: [OverlayPart, boolean][] = [
      ['title', hasTitle && plainText(title).trim() !== ''],
      ['facts', (elapsed && isTimed) || (layer && layers.length > 0)],
      ['temperatures', this.shown.length > 0],
      ['graph', this.shown.length > 0 && temperatures === 'graph'],
      ['bar', hasBar],
    ];
    return new Set(parts.flatMap(([part, isShown]) => (isShown ? [part] : [])));
  }

  facts(frame: number): string {
    const { elapsed: hasElapsed, layer: hasLayer, language } = this.#overlay;
    const { elapsed, layer } = this.timeline.momentAt(frame);
    const { layer_count: count } = this.#data;
    const ofAll = count === null ? '' : ` / ${Math.round(count)}`;
    const parts = [
      ...(hasElapsed && elapsed !== null ? [duration(elapsed)] : []),
      ...(hasLayer && layer !== null ? [`${WORDS[language].layer} ${Math.round(layer)}${ofAll}`] : []),
    ];
    return plainText(parts.join('  ·  '));
  }

  /** Each in the colour of its curve. */
  temperatures(frame: number): string {
    const { values } = this.timeline.momentAt(frame);
    const words = WORDS[this.#overlay.language];
    return this.shown
      .map((key) => {
        const value = values[key] ?? null;
        const text = plainText(`${words[key]} ${value === null ? '–' : `${Math.round(value)} °C`}`);
        return `{\\1c&H${COLOURS[key]}&}${text}`;
      })
      .join('   ');
  }

  /** How far the video is, 0 to 1. */
  part = (frame: number): number => (this.timeline.frames === 1 ? 1 : frame / (this.timeline.frames - 1));

  /** How far the print is, 0 to 1; else the video. */
  progress(frame: number): number {
    if (!this.#progress) return this.part(frame);
    const at = this.timeline.timeOf(frame);
    const known = at === null ? 0 : (valueAt(this.#progress, at) ?? 0);
    return Math.min(1, Math.max(0, known / 100));
  }
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

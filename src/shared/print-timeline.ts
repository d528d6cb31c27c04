import { firstAfter, type Point, valueAt } from './points.ts';
import type { SeriesKey, WirePrintData } from './print-data.ts';

/** What is known of the print in one frame of its video; null = unknown. */
export interface PrintMoment {
  layer: number | null;
  /** In seconds. */
  elapsed: number | null;
  values: Partial<Record<SeriesKey, number | null>>;
}

/** Finds what the printer did in each frame of a video. Frames count from 0; the last picture may be held. */
export class PrintTimeline {
  readonly #data: WirePrintData;
  readonly #fps: number;
  /** Number of frames of the video. */
  readonly frames: number;

  constructor(data: WirePrintData, { fps, seconds }: { fps: number; seconds: number }) {
    this.#data = data;
    this.#fps = fps;
    this.frames = Math.max(1, Math.round(seconds * fps));
  }

  /** @param seconds into the video */
  frameAt(seconds: number): number {
    // A moment just before a frame is taken for it: browsers round.
    return Math.min(this.frames - 1, Math.max(0, Math.floor(seconds * this.#fps + 0.01)));
  }

  /** The middle of a frame, where no browser shows the one beside it. */
  secondsOf(frame: number): number {
    return (frame + 0.5) / this.#fps;
  }

  momentAt(frame: number): PrintMoment {
    const { series, started_at } = this.#data;
    const at = this.timeOf(frame);
    return {
      layer: this.layerAt(frame),
      elapsed: at === null || started_at === null ? null : Math.max(0, at - started_at) / 1000,
      values: Object.fromEntries(
        series.map(({ key, points }) => [key, at === null ? null : valueAt(points, at)]),
      ),
    };
  }

  /** When the picture of a frame was taken; null = unknown. */
  timeOf(frame: number): number | null {
    const pictures = this.#data.pictures as Point[];
    const n = frame + 1;
    const next = firstAfter(pictures, n);
    const [before, after] = [pictures[next - 1], pictures[next]];
    if (before === undefined) return null;
    const [[from, at], [to, later]] = [before, after ?? before];
    if (at === null || later === null) return null;
    return to === from ? at : at + ((later - at) * (n - from)) / (to - from);
  }

  layerAt(frame: number): number | null {
    return valueAt(this.#data.layers, frame + 1);
  }

  /** Where a layer begins that is so many further; null = there is none. */
  besideLayer(frame: number, steps: 1 | -1): number | null {
    const { layers } = this.#data;
    const found = layers[firstAfter(layers, frame + 1) - 1 + steps];
    return found ? found[0] - 1 : null;
  }

  /** The first frame of a layer; where it has none, of the next that has, else of the last. */
  frameOfLayer(layer: number): number | null {
    const { layers } = this.#data;
    const found = layers.find((each) => each[1] >= layer) ?? layers.at(-1);
    return found ? found[0] - 1 : null;
  }
}

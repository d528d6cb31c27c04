import type { Clock } from '../lib/clock.ts';
import { cropSpan } from '../lib/crop-span.ts';
import { drawFrame } from '../overlay/draw-overlay.ts';
import { type PicturesOfPrint, printDataOf } from '../overlay/pictures.ts';
import type { RenderSettings } from '../recipes/render-settings.ts';
import { selectFrames } from '../recipes/select-frames.ts';
import { type Timelapse, titleOf } from '../timelapses/timelapse.ts';

/** While somebody edits, the folder is not read anew for each change. */
const FRESH_MS = 30_000;
/** The engine cuts at even places. */
const EVEN = 2;

interface Size {
  width: number;
  height: number;
}

interface Pictures {
  names: readonly string[];
  size: Size | null;
}

interface Facts extends Pictures {
  print: PicturesOfPrint;
}

export interface OverlayPreviewsDeps {
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
  /** File names in the order of the video, and the size of most, upright; null = unreadable. @throws AppError */
  picturesOf: (timelapse: Timelapse) => Promise<Pictures>;
  printOf: (timelapseId: string, signal: AbortSignal) => Promise<PicturesOfPrint>;
  clock: Clock;
}

/** What a recipe would draw into single pictures. */
export class OverlayPreviews {
  readonly #deps: OverlayPreviewsDeps;
  readonly #stopping = new AbortController();
  /** Of the timelapse that is edited. */
  #known: { id: string; until: number; facts: Promise<Facts> } | null = null;

  constructor(deps: OverlayPreviewsDeps) {
    this.#deps = deps;
  }

  stop(): void {
    this.#stopping.abort();
  }

  /**
   * Scripts in Advanced SubStation Alpha, by name of the picture. Which pictures a steady video shows is not known yet,
   * so all that the recipe leaves are taken to be shown.
   *
   * @throws AppError
   */
  async scripts(
    timelapseId: string,
    settings: RenderSettings,
  ): Promise<(name: string) => string | undefined> {
    const { overlay, frames, framing, video } = settings;
    if (overlay === null) return () => undefined;
    const timelapse = await this.#deps.get(timelapseId);
    const { names, size, print } = await this.#factsOf(timelapse);
    if (size === null) return () => undefined;
    const left = selectFrames(names, frames);
    return (name) => {
      // One that the video does not show has its place among all.
      const shown = left.includes(name) ? left : names;
      const at = Math.max(0, shown.indexOf(name));
      const content = { title: titleOf(timelapse), data: printDataOf(print, shown) };
      const look = { ...shownSize(size, framing, video.max_height), fps: 1, seconds: shown.length, speed: 1 };
      return drawFrame(overlay, content, look, at);
    };
  }

  #factsOf(timelapse: Timelapse): Promise<Facts> {
    const { id } = timelapse;
    const now = this.#deps.clock.now();
    if (this.#known?.id === id && now < this.#known.until) return this.#known.facts;
    const facts = this.#read(timelapse);
    this.#known = { id, until: now + FRESH_MS, facts };
    facts.catch(() => {
      if (this.#known?.facts === facts) this.#known = null;
    });
    return facts;
  }

  async #read(timelapse: Timelapse): Promise<Facts> {
    const [pictures, print] = await Promise.all([
      this.#deps.picturesOf(timelapse),
      this.#deps.printOf(timelapse.id, this.#stopping.signal),
    ]);
    return { ...pictures, print };
  }
}

/** Of the video. */
function shownSize({ width, height }: Size, framing: RenderSettings['framing'], maxHeight: number): Size {
  const { crop, rotate } = framing;
  const cut = crop
    ? {
        width: cropSpan(crop.x, crop.width, width, EVEN).length,
        height: cropSpan(crop.y, crop.height, height, EVEN).length,
      }
    : { width, height };
  const turned = rotate % 180 === 0 ? cut : { width: cut.height, height: cut.width };
  const scale = Math.min(1, maxHeight / turned.height);
  return { width: Math.round(turned.width * scale), height: Math.round(turned.height * scale) };
}

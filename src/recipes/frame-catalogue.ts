import type { WireFrame } from '../shared/recipe.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { type FrameReport, readFrameReport } from './frame-report.ts';
import type { Recipe } from './recipe.ts';
import type { RecipeStore } from './recipe-store.ts';
import { selectedBy } from './render-settings.ts';
import { selectFrames } from './select-frames.ts';

export interface FrameFile {
  name: string;
  sizeBytes: number;
  modifiedAt: number;
}

export interface FrameCatalogueDeps {
  recipes: RecipeStore;
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
  /** In the order of the video. @throws AppError when the folder cannot be read */
  framesOf: (timelapse: Timelapse) => Promise<FrameFile[]>;
  /** Of the last render; null = none. */
  reportOf: (id: string) => Promise<unknown>;
}

/** Every picture of a timelapse with what is known about it. */
export class FrameCatalogue {
  readonly #deps: FrameCatalogueDeps;

  constructor(deps: FrameCatalogueDeps) {
    this.#deps = deps;
  }

  async reportOf(id: string): Promise<FrameReport> {
    return readFrameReport(await this.#deps.reportOf(id));
  }

  /** @throws AppError 404 */
  async list(id: string, { limit, offset }: { limit: number; offset: number }) {
    const { recipes, get, framesOf } = this.#deps;
    const timelapse = await get(id);
    const files = await framesOf(timelapse);
    const report = await this.reportOf(id);
    const left = leftOut(files, await recipes.get(id));
    const frames = files
      .slice(offset, offset + limit)
      .map((file, index) => describe(file, offset + index + 1, report, left.has(file.name)));
    return { frames, total: files.length };
  }
}

/** The factor that evens out the flicker of a picture; 1 where nothing is known. */
export function gainOf({ light }: FrameReport, name: string): number {
  const { measured, shown } = light.get(name) ?? { measured: 1, shown: 1 };
  const gain = shown / measured;
  return Number.isFinite(gain) ? Math.round(gain * 1000) / 1000 : 1;
}

/** Outside its range, or left out one by one. */
function leftOut(files: readonly FrameFile[], recipe: Recipe): Set<string> {
  const names = files.map(({ name }) => name);
  const shown = new Set(selectFrames(names, selectedBy(recipe)));
  return new Set(names.filter((name) => !shown.has(name)));
}

function describe(file: FrameFile, n: number, report: FrameReport, excluded: boolean): WireFrame {
  const { name } = file;
  const light = report.light.get(name);
  const found = report.states.get(name) ?? { state: 'good', reason: null };
  const { state, reason } = excluded
    ? { state: 'excluded' as const, reason: 'It is left out by the recipe.' }
    : found;
  return {
    n,
    name,
    taken_at: new Date(file.modifiedAt).toISOString(),
    size_bytes: file.sizeBytes,
    state,
    reason,
    chosen: report.chosen ? report.chosen.has(name) : null,
    light: light === undefined ? null : Math.round(light.measured * 10_000) / 100,
    layer: null,
  };
}

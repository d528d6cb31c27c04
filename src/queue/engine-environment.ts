import type { VideoOptions } from '../options/catalogue.ts';
import { optionSpecs } from '../options/option-specs.ts';
import { optionIn } from '../options/option-layers.ts';
import type { FrameSelection, Framing, RenderSettings } from '../recipes/render-settings.ts';

/** For retries after the machine ran out of memory. */
const LOW_MAX_HEIGHT = 720;

/** Paths of files that one render needs besides its pictures; null = none. */
export interface EngineFiles {
  /** Names of frames, each ended by NUL. */
  excluded: string | null;
  included: string | null;
  /** What is drawn into the picture, as JSON. */
  overlay: string | null;
}

export interface EngineRequest {
  settings: RenderSettings;
  title: string;
  /** Smaller, and with one thread. */
  lowMemory: boolean;
  files: EngineFiles;
}

/** As environment variables, which scripts that do not know them ignore. */
export function engineEnvironment(request: EngineRequest): Record<string, string> {
  const { settings, title, lowMemory, files } = request;
  return {
    ...optionVariables({ video: lowMemory ? withLittleMemory(settings.video) : settings.video }),
    ...selectionVariables(settings.frames, files),
    ...framingVariables(settings.framing),
    ...(files.overlay === null ? {} : { TIMELAPSE_OVERLAY: files.overlay }),
    TIMELAPSE_TITLE: title,
    TIMELAPSE_NODE: process.execPath,
    ...(lowMemory ? { TIMELAPSE_THREADS: '1' } : {}),
  };
}

function selectionVariables(
  { first, last }: FrameSelection,
  { excluded, included }: EngineFiles,
): Record<string, string> {
  return {
    ...(first === null ? {} : { TIMELAPSE_FIRST_FRAME: first }),
    ...(last === null ? {} : { TIMELAPSE_LAST_FRAME: last }),
    ...(excluded === null ? {} : { TIMELAPSE_EXCLUDE: excluded }),
    ...(included === null ? {} : { TIMELAPSE_INCLUDE: included }),
  };
}

function framingVariables({ crop, rotate, flip }: Framing): Record<string, string> {
  const corners = crop && [crop.x, crop.y, crop.width, crop.height];
  return {
    ...(corners ? { TIMELAPSE_CROP: corners.map(asText).join(',') } : {}),
    ...(rotate === 0 ? {} : { TIMELAPSE_ROTATE: asText(rotate) }),
    ...(flip === 'none' ? {} : { TIMELAPSE_FLIP: flip }),
  };
}

function withLittleMemory(video: VideoOptions): VideoOptions {
  return { ...video, max_height: Math.min(LOW_MAX_HEIGHT, video.max_height), preset: 'veryfast' };
}

function optionVariables(options: Record<string, unknown>): Record<string, string> {
  const engineOptions = [...optionSpecs.values()].filter(({ engine }) => engine !== undefined);
  return Object.fromEntries(
    engineOptions.map(({ engine, name }) => [engine, asText(optionIn(options, name))]),
  );
}

/** Scripts read no exponents: 1e-7 is 0. */
function asText(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toFixed(6))) : String(value);
}

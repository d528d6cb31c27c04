import type { RenderSettings } from '../recipes/render-settings.ts';
import type { VideoChange } from './change-video.ts';
import type { EngineEnd } from './engine-failure.ts';
import type { FoundEngine, UsableEngine } from './engine-lookup.ts';
import type { EngineProgress, EngineReport } from './engine-output.ts';

export type StopReason = 'cancelled' | 'deleted' | 'shutdown' | 'time_limit' | 'stalled';

export interface RenderLimits {
  timeMs: number;
  /** Ended after this time without output or growth. */
  stallMs: number;
  /** Time between TERM and KILL. */
  killGraceMs: number;
}

/** An engine makes a video of pictures or of another one, or ffmpeg cuts or converts one. */
export type RenderTask =
  | { kind: 'render'; engine: UsableEngine }
  | { kind: 'cut'; change: VideoChange }
  /** Of the first of the files that is a video. */
  | { kind: 'remake'; engine: UsableEngine; change: VideoChange; from: readonly string[] }
  /** Of the file in place of a source folder. */
  | { kind: 'convert' };

/** Says what to render, not how to call an engine. */
export interface RenderJob {
  runId: string;
  timelapseId: string;
  task: RenderTask;
  sourceFolder: string;
  frameCount: number;
  /** Its folder exists. */
  partialPath: string;
  title: string;
  settings: RenderSettings;
  /** The previous attempt ran out of memory. */
  lowMemory: boolean;
  limits: RenderLimits;
}

export interface EngineResult {
  end: Omit<EngineEnd, 'stoppedBecause'>;
  /** Null = it ended on its own. */
  stoppedBecause: StopReason | null;
  report: EngineReport | null;
}

export interface EngineRun {
  /** Resolves when the whole process tree is gone. */
  ended: Promise<EngineResult>;
  /** Ends the process tree; the first reason counts. */
  stop(because: StopReason): Promise<void>;
  /** As far as it is kept. */
  output(): string;
}

export interface RenderExecutor {
  findEngine(): Promise<FoundEngine>;
  /** One that makes a video of another one. */
  findRemaker(): Promise<FoundEngine>;
  run(job: RenderJob, onProgress: (progress: EngineProgress) => void): EngineRun;
}

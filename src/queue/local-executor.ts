import type { Files } from '../lib/files.ts';
import type { LiveOptions } from '../options/live-options.ts';
import { selectsFrames } from '../recipes/render-settings.ts';
import { selectFrames } from '../recipes/select-frames.ts';
import { keyFrames } from '../media/key-frames.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { NONE_LEFT } from './engine-failure.ts';
import { cutArgs, CUTTER, type VideoCut } from './cut-video.ts';
import { engineEnvironment } from './engine-environment.ts';
import { findEngine, isBundledEngine } from './engine-lookup.ts';
import { runEngine } from './engine-runner.ts';
import type { EngineResult, EngineRun, RenderExecutor, RenderJob, StopReason } from './render-executor.ts';
import { WorkFolder } from './work-folder.ts';

export interface LocalExecutorDeps {
  options: LiveOptions;
  files: Files;
  dataDir: string;
  /** File names in the order of the video. @throws when the folder cannot be read, or the signal's reason */
  frameNames: (folder: string, signal: AbortSignal) => Promise<string[]>;
}

export function createLocalExecutor(deps: LocalExecutorDeps): RenderExecutor {
  return {
    findEngine: () => findEngine(deps.options.current.timelapse_flickerfree_path, deps.files),
    run: (job, onProgress) => start(job, onProgress, deps),
  };
}

type OnProgress = Parameters<RenderExecutor['run']>[1];

function start(job: RenderJob, onProgress: OnProgress, deps: LocalExecutorDeps): EngineRun {
  const work = new WorkFolder(deps.dataDir, job.runId);
  let engine: EngineRun | null = null;
  let stoppedBecause: StopReason | null = null;
  // A share that does not respond must not hold up a stop.
  const leaving = new AbortController();
  const run = async (): Promise<EngineResult> => {
    try {
      const prepared = await prepare(job, work, deps, leaving.signal).catch((error: unknown) => {
        if (stoppedBecause) return null;
        throw error;
      });
      if (stoppedBecause) return { end: NEVER_STARTED, stoppedBecause, report: null };
      if (prepared === null) return { end: NO_FRAMES_LEFT, stoppedBecause: null, report: null };
      engine = runEngine({ ...job, ...prepared, onProgress, files: deps.files });
      return await engine.ended;
    } finally {
      // What cannot be removed now is removed at the next start.
      await work.remove().catch(() => {});
    }
  };
  const ended = run();
  return {
    ended,
    async stop(because) {
      stoppedBecause ??= because;
      leaving.abort();
      await engine?.stop(because);
      await ended.catch(() => {});
    },
    output: () => engine?.output() ?? '',
  };
}

const NEVER_STARTED = { exitCode: null, signal: null, startError: null, text: '', outOfMemory: false };
/** As the bundled engine says it. */
const NO_FRAMES_LEFT = { ...NEVER_STARTED, exitCode: 3, text: `${NONE_LEFT}: the recipe leaves out all.` };

/** What differs from the job itself. */
type Prepared = Pick<Parameters<typeof runEngine>[0], 'program' | 'args' | 'env' | 'frameCount'>;

/** Null = the recipe leaves no frames. */
async function prepare(
  job: RenderJob,
  work: WorkFolder,
  { frameNames }: LocalExecutorDeps,
  signal: AbortSignal,
): Promise<Prepared | null> {
  const { task, settings, title, lowMemory, sourceFolder, partialPath, frameCount } = job;
  if (task.kind === 'cut') return prepareCut(job, task.cut, signal);
  const { engine } = task;
  const isBundled = isBundledEngine(engine);
  const nameFiles = isBundled ? await work.writeNames(settings.frames) : { excluded: null, included: null };
  const env = engineEnvironment({ settings, title, lowMemory, nameFiles });
  const run = (folder: string, frames: number) => ({
    program: engine.path,
    args: [folder, partialPath],
    env,
    frameCount: frames,
  });
  if (isBundled || !selectsFrames(settings)) return run(sourceFolder, frameCount);
  const names = selectFrames(await frameNames(sourceFolder, signal), settings.frames);
  return names.length === 0 ? null : run(await work.linkFrames(sourceFolder, names), names.length);
}

async function prepareCut(
  { settings, partialPath, frameCount }: RenderJob,
  cut: VideoCut,
  signal: AbortSignal,
): Promise<Prepared> {
  const probe = await probeVideo(cut.original.path, signal);
  const fps = probe.ok && probe.video.fps > 0 ? probe.video.fps : 25;
  const { quality, preset } = settings.video;
  const args = cutArgs(cut, {
    keyFrames: await keyFrames(cut.original.path, signal),
    frameSeconds: 1 / fps,
    quality,
    preset,
    output: partialPath,
  });
  return { program: CUTTER, args, env: {}, frameCount };
}

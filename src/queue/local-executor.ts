import { messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { isPosterMark } from '../lib/frame-names.ts';
import { NOTHING_KNOWN, type PicturesOfPrint } from '../overlay/pictures.ts';
import type { LiveOptions } from '../options/live-options.ts';
import { selectsFrames } from '../recipes/render-settings.ts';
import { selectFrames } from '../recipes/select-frames.ts';
import { keyFrames } from '../media/key-frames.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { probeSource } from '../media/source-video.ts';
import { NONE_LEFT } from './engine-failure.ts';
import { convertArgs } from './convert-video.ts';
import { cutArgs, CUTTER, type VideoChange } from './change-video.ts';
import { type EngineFiles, engineEnvironment } from './engine-environment.ts';
import { findBundledEngine, findEngine, isBundledEngine } from './engine-lookup.ts';
import { runEngine } from './engine-runner.ts';
import type { EngineResult, EngineRun, RenderExecutor, RenderJob, StopReason } from './render-executor.ts';
import { remakeSettings } from './remake-settings.ts';
import { WorkFolder } from './work-folder.ts';

export interface LocalExecutorDeps {
  options: LiveOptions;
  files: Files;
  dataDir: string;
  /** File names in the order of the video. @throws when the folder cannot be read, or the signal's reason */
  frameNames: (folder: string, signal: AbortSignal) => Promise<string[]>;
  /** Whatever is known of the print in its pictures. */
  printOf: (timelapseId: string, signal: AbortSignal) => Promise<PicturesOfPrint>;
}

export function createLocalExecutor(deps: LocalExecutorDeps): RenderExecutor {
  return {
    findEngine: () => findEngine(deps.options.current.timelapse_flickerfree_path, deps.files),
    findRemaker: () => findBundledEngine(),
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
      if (prepared !== null && 'unreadable' in prepared)
        return {
          end: { ...NEVER_STARTED, exitCode: 3, text: prepared.unreadable },
          stoppedBecause: null,
          report: null,
        };
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

/** Why a video cannot be read. */
interface Unreadable {
  unreadable: string;
}

/** Null = the recipe leaves no frames. */
async function prepare(
  job: RenderJob,
  work: WorkFolder,
  deps: LocalExecutorDeps,
  signal: AbortSignal,
): Promise<Prepared | Unreadable | null> {
  const { task, settings, title, lowMemory, sourceFolder, partialPath, frameCount } = job;
  if (task.kind === 'cut') return prepareCut(job, task.change, signal);
  if (task.kind === 'remake') return prepareRemake(job, task, { work, deps }, signal);
  if (task.kind === 'convert') return prepareConversion(job, deps.files, signal);
  const { engine } = task;
  const isBundled = isBundledEngine(engine);
  const files = isBundled ? await writeFiles(job, work, deps, signal) : NO_FILES;
  const env = engineEnvironment({ settings, title, lowMemory, files });
  const run = (folder: string, frames: number) => ({
    program: engine.path,
    args: [folder, partialPath],
    env,
    frameCount: frames,
  });
  if (isBundled || !(selectsFrames(settings) || (await hasPosters(deps.files, sourceFolder))))
    return run(sourceFolder, frameCount);
  const names = selectFrames(await deps.frameNames(sourceFolder, signal), settings.frames);
  return names.length === 0 ? null : run(await work.linkFrames(sourceFolder, names), names.length);
}

/** Which other engines would take for frames. */
async function hasPosters(files: Files, folder: string): Promise<boolean> {
  return (await files.list(folder)).some(isPosterMark);
}

const NO_FILES: EngineFiles = { excluded: null, included: null, overlay: null };

async function writeFiles(
  { timelapseId, settings: { frames, overlay } }: RenderJob,
  work: WorkFolder,
  { printOf }: LocalExecutorDeps,
  signal: AbortSignal,
): Promise<EngineFiles> {
  const names = await work.writeNames(frames);
  if (overlay === null) return { ...names, overlay: null };
  return {
    ...names,
    overlay: await work.writeOverlay({ overlay, ...(await printOf(timelapseId, signal)) }),
  };
}

async function prepareCut(
  { settings, partialPath, frameCount }: RenderJob,
  change: VideoChange,
  signal: AbortSignal,
): Promise<Prepared> {
  const probe = await probeVideo(change.original.path, signal);
  const fps = probe.ok && probe.video.fps > 0 ? probe.video.fps : 25;
  const { quality, preset } = settings.video;
  const args = cutArgs(change, {
    keyFrames: await keyFrames(change.original.path, signal),
    frameSeconds: 1 / fps,
    quality,
    preset,
    output: partialPath,
  });
  return { program: CUTTER, args, env: {}, frameCount };
}

/** What was taken in shows more than what was made of it, but it may be gone, or no longer be a video. */
async function prepareRemake(
  { settings, title, lowMemory, partialPath }: RenderJob,
  { engine, change, from }: Extract<RenderJob['task'], { kind: 'remake' }>,
  { work, deps }: { work: WorkFolder; deps: LocalExecutorDeps },
  signal: AbortSignal,
): Promise<Prepared | Unreadable> {
  let reason = 'There is no video.';
  for (const [index, path] of from.entries()) {
    const source = await probeSource(path, deps.files, signal).catch((error: unknown) => {
      if (signal.aborted || index === from.length - 1) throw error;
      return { ok: false as const, reason: messageOf(error) };
    });
    if (source.ok) {
      const own = remakeSettings(settings, change, source);
      const { overlay } = settings;
      // What a printer did at a picture of its own video is not known.
      const file = overlay && (await work.writeOverlay({ overlay, ...NOTHING_KNOWN }));
      const files = { ...NO_FILES, overlay: file };
      const env = engineEnvironment({ settings: own, title, lowMemory, files });
      return { program: engine.path, args: [path, partialPath], env, frameCount: source.frames };
    }
    reason = source.reason;
  }
  return { unreadable: reason };
}

/** @throws the system's error, when the share does not respond for example */
async function prepareConversion(
  { sourceFolder: path, settings, partialPath }: RenderJob,
  files: Files,
  signal: AbortSignal,
): Promise<Prepared | Unreadable> {
  const source = await probeSource(path, files, signal);
  if (!source.ok) return { unreadable: source.reason };
  const { quality, preset } = settings.video;
  const args = convertArgs(path, source, { quality, preset, output: partialPath });
  return { program: CUTTER, args, env: {}, frameCount: source.frames };
}

import { availableParallelism } from 'node:os';
import { availableMemory } from './run/available-memory.ts';
import { reasonOf } from './ffmpeg/check-ffmpeg.ts';
import { choose } from './stages/choose.ts';
import { decide } from './stages/decide.ts';
import { encodePass } from './stages/encode-pass.ts';
import { Encoder } from './ffmpeg/encoder.ts';
import { FrameHealth } from './health/frame-health.ts';
import type { FfmpegRunner } from './ffmpeg/ffmpeg-process.ts';
import { LIGHT_VALUES, lumaOf } from './light/light.ts';
import { measurePass, without } from './stages/measure-pass.ts';
import { MemoryMeter } from './run/memory-meter.ts';
import { leaveOutTooLarge, planMemory } from './output/memory-plan.ts';
import type { OutputFile } from './output/output-file.ts';
import { readOverlayFile } from './input/overlay-file.ts';
import { overlayScript } from './output/overlay-script.ts';
import { framingOf, turned } from './output/framing.ts';
import { commonestSize, outputSize } from './output/output-size.ts';
import { uprightSize } from './input/picture-kind.ts';
import type { Progress } from './run/progress.ts';
import { recipeReport, type Report, rounded } from './output/report.ts';
import type { Picture } from './input/scan-headers.ts';
import { openSource } from './stages/open-source.ts';
import { reportChoice } from './steady/report-choice.ts';
import type { Settings } from './run/settings.ts';
import { Stopwatch } from './run/stopwatch.ts';
import { ENGINE, videoTags } from './output/tags.ts';
import { planTiming } from './output/timing.ts';
import { requireUsable } from './input/usable-frames.ts';

export interface RenderRequest {
  /** A folder of pictures, or a video. */
  source: string;
  output: OutputFile;
  settings: Settings;
  ffmpeg: FfmpegRunner;
  progress: Progress;
}

/** @throws EngineFailure */
export async function render(request: RenderRequest): Promise<Report> {
  try {
    return await renderOnce(request);
  } catch (error) {
    throw await reasonOf(error, request.ffmpeg, request.settings.recipe.overlay !== undefined);
  }
}

async function renderOnce(request: RenderRequest): Promise<Report> {
  const { settings, ffmpeg, output } = request;
  const watch = new Stopwatch();
  const memory = new MemoryMeter(() => [process.pid, ...ffmpeg.pids]);
  memory.start();
  const overlay = readOverlayFile(settings.recipe.overlay);
  const source = await openSource(request.source, settings.recipe, ffmpeg);
  const { chosen, listing, scanned, log } = source;
  requireUsable(listing, scanned.dropped, scanned.errnos);
  const available = availableMemory();
  const fitting = leaveOutTooLarge(scanned.pictures, available);
  output.prepare();
  const whole = commonestSize(fitting.pictures.map((picture) => uprightSize(picture.kind)));
  const framing = framingOf(whole, settings.recipe);
  const size = outputSize(turned(framing.window, framing.turn), settings.maxHeight);
  const cores = availableParallelism();
  const limits = planMemory(settings, size, source.decodedAtOnce(fitting.pictures), available, cores);
  const decoders = limits.threads ?? cores;
  const frameSource = source.frames(decoders);
  const pass1 = { progress: request.progress, source: frameSource, decoders, framing };
  const all = await measurePass(pass1, fitting.pictures, size);
  const health = new FrameHealth(all, framing, chosen.included);
  const isLeftOut = ({ name }: Picture) => health.isLeftOut(name);
  const measured = without(all, isLeftOut);
  watch.lap('measuring');
  const choice = await choose(measured, log, settings, request.progress);
  watch.lap('choosing');
  const shown = choice.frames.map((frame) => measured.used[frame]!);
  const timing = planTiming(shown.length, settings, choice.fps);
  const dropped = [...scanned.dropped, ...fitting.dropped, ...measured.dropped];
  requireUsable(listing, dropped, [...scanned.errnos, ...measured.errnos]);
  // Planning takes one core; meanwhile everything else gets ready for the first frame.
  const stream = frameSource.open(shown, {
    framing,
    size,
    format: 'yuv420p',
    coarse: false,
    judge: false,
  });
  const tags = videoTags(request.source, source.isVideo, shown, settings);
  const startEncoder = (names: readonly string[]) => {
    const look = { title: tags.title, size, fps: timing.fps };
    const drawn = overlay && overlayScript(overlay, names, look);
    return new Encoder(ffmpeg, { size, timing, settings, limits, tags, output: output.partialPath, drawn });
  };
  // What is drawn depends on the pictures that planning leaves.
  const early = overlay ? undefined : startEncoder([]);
  const pass2 = async () => {
    const { plan, rendition } = await decide(measured, settings.deflicker, request.progress);
    watch.lap('measuring');
    health.addGlitches(measured.used, plan.glitches);
    const left = shown.filter((picture) => !isLeftOut(picture));
    const encoder = early ?? startEncoder(left.map(({ name }) => name));
    const pass = {
      stream,
      encoder,
      size,
      frames: choice.frames,
      turn: framing.turn,
      isLeftOut,
      progress: request.progress,
    };
    return { plan, encoder, lost: await encodePass(pass, measured, { plan, rendition }) };
  };
  const { plan, encoder, lost } = await pass2().finally(() => measured.close());
  dropped.push(...lost.dropped);
  source.requireUnchanged();
  requireUsable(listing, dropped, [...scanned.errnos, ...measured.errnos, ...lost.errnos]);
  watch.lap('encoding');
  request.progress.at('finishing', 0, 1);
  memory.sample();
  await encoder.finish();
  const bytes = output.settle();
  watch.lap('finishing');
  request.progress.at('finishing', 1, 1);
  const { frames, left_out } = health.report(all.used);
  const skipped = shown.filter(isLeftOut).length;
  return {
    frames_used: shown.length - skipped - lost.dropped.length,
    frames_dropped: dropped,
    frames,
    left_out,
    ...size,
    fps: timing.fps,
    duration: rounded([timing.duration - skipped / timing.fps], 3)[0]!,
    size_bytes: bytes,
    flicker_before: rounded([plan.before.gain], 3)[0]!,
    flicker_after: rounded([plan.after.gain], 3)[0]!,
    strength: settings.deflicker,
    recipe: recipeReport(chosen, framing, settings.recipe),
    seconds: watch.seconds,
    peak_memory_bytes: memory.stop(),
    cuts: plan.cuts,
    glitch_frames: plan.glitches,
    cameras: plan.cameras,
    frames_measured: measured.used.map(({ name }) => name),
    curve: { measured: curveOf(plan.lights), target: curveOf(plan.target) },
    left_alone: plan.leftAlone,
    steady: reportChoice(choice, measured.used, isLeftOut),
    ffmpeg: encoder.version,
    engine: `${ENGINE.name} ${ENGINE.version}`,
  };
}

function curveOf(lights: Float64Array): number[] {
  return rounded(Array.from({ length: lights.length / LIGHT_VALUES }, (_, frame) => lumaOf(lights, frame)));
}

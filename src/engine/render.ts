import { availableParallelism } from 'node:os';
import { availableMemory } from './available-memory.ts';
import { checkFfmpeg } from './check-ffmpeg.ts';
import { decide } from './decide.ts';
import { encodePass } from './encode-pass.ts';
import { Encoder } from './encoder.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';
import { FrameStream } from './frame-stream.ts';
import { lumaOf } from './light.ts';
import { listFrames } from './list-frames.ts';
import { measurePass } from './measure-pass.ts';
import { MemoryMeter } from './memory-meter.ts';
import { planMemory } from './memory-plan.ts';
import type { OutputFile } from './output-file.ts';
import { outputSize, type Size } from './output-size.ts';
import { uprightSize } from './picture-kind.ts';
import type { Progress } from './progress.ts';
import { type Report, rounded } from './report.ts';
import { type Picture, scanHeaders } from './scan-headers.ts';
import type { Settings } from './settings.ts';
import { Stopwatch } from './stopwatch.ts';
import { ENGINE, videoTags } from './tags.ts';
import { planTiming } from './timing.ts';
import { requireUsable } from './usable-frames.ts';

/** What a run is given. */
export interface RenderRequest {
  sourceFolder: string;
  output: OutputFile;
  settings: Settings;
  ffmpeg: FfmpegRunner;
  progress: Progress;
}

/** The whole run: list, measure, decide, correct and encode. @throws EngineFailure with the reason to stop. */
export async function render(request: RenderRequest): Promise<Report> {
  const { settings, ffmpeg, output } = request;
  const watch = new Stopwatch();
  const memory = new MemoryMeter(() => [process.pid, ...ffmpeg.pids]);
  memory.start();
  const files = listFrames(request.sourceFolder);
  // Beside the look at the headers, which takes one core. What it finds is told where it is awaited.
  const checked = checkFfmpeg(ffmpeg);
  checked.catch(() => {});
  const scanned = scanHeaders(files);
  requireUsable(files.length, scanned.dropped, scanned.errnos);
  output.prepare();
  const size = outputSize(
    scanned.pictures.map((picture) => uprightSize(picture.kind)),
    settings.maxHeight,
  );
  const cores = availableParallelism();
  const limits = planMemory(settings, size, largestOf(scanned.pictures), availableMemory(), cores);
  const decoders = limits.threads ?? cores;
  const measured = await measurePass({ ...request, decoders }, scanned.pictures, size);
  const { used } = measured;
  const timing = planTiming(used.length, settings);
  const dropped = [...scanned.dropped, ...measured.dropped];
  // An ffmpeg that lacks something may decode nothing; then what it lacks is the reason to tell.
  const version = await checked;
  requireUsable(files.length, dropped, [...scanned.errnos, ...measured.errnos]);
  // Planning takes one core: meanwhile everything else gets ready for the first frame.
  const stream = new FrameStream(ffmpeg, used, { size, format: 'yuv420p', coarse: false, times: false });
  const tags = videoTags(request.sourceFolder, used, settings);
  output.handOver();
  const encoder = new Encoder(ffmpeg, { size, timing, settings, limits, tags, output: output.path });
  const decision = await decide(measured, settings.deflicker, request.progress).finally(() =>
    measured.close(),
  );
  const { plan } = decision;
  watch.lap('measuring');
  await encodePass({ stream, encoder, size, progress: request.progress }, measured, decision);
  watch.lap('encoding');
  request.progress.at('finishing', 0, 1);
  memory.look();
  await encoder.finish();
  const bytes = output.settle();
  watch.lap('finishing');
  request.progress.at('finishing', 1, 1);
  return {
    frames_used: used.length,
    frames_dropped: dropped,
    ...size,
    fps: timing.fps,
    duration: rounded([timing.duration], 3)[0]!,
    size_bytes: bytes,
    flicker_before: rounded([plan.before.gain], 3)[0]!,
    flicker_after: rounded([plan.after.gain], 3)[0]!,
    strength: settings.deflicker,
    seconds: watch.seconds,
    peak_memory_bytes: memory.stop(),
    cuts: plan.cuts,
    glitch_frames: plan.glitches,
    curve: { measured: curveOf(plan.lights, used.length), target: curveOf(plan.target, used.length) },
    left_alone: plan.leftAlone,
    ffmpeg: version,
    engine: `${ENGINE.name} ${ENGINE.version}`,
  };
}

/** Size of the picture with most pixels. */
function largestOf(pictures: readonly Picture[]): Size {
  const kinds = pictures.map(({ kind }) => kind);
  return kinds.reduce((most, kind) => (kind.width * kind.height > most.width * most.height ? kind : most));
}

function curveOf(lights: Float64Array, frames: number): number[] {
  return rounded(Array.from({ length: frames }, (_, frame) => lumaOf(lights, frame)));
}

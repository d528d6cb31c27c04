import { availableParallelism } from 'node:os';
import { videoMatrix } from './colour-matrix.ts';
import { correctFrame } from './correct-frame.ts';
import { EngineFailure, EXIT } from './failure.ts';
import { checkFfmpeg } from './check-ffmpeg.ts';
import { rawFrameBytes } from './decode-args.ts';
import { Encoder } from './encoder.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';
import { FrameStream } from './frame-stream.ts';
import { listFrames } from './list-frames.ts';
import { FeatureStore } from './feature-store.ts';
import { CHANNELS } from './features.ts';
import { gridFor } from './grid.ts';
import { readFeatures } from './read-features.ts';
import { MemoryMeter } from './memory-meter.ts';
import type { OutputFile } from './output-file.ts';
import { outputSize, type Size } from './output-size.ts';
import { uprightSize } from './picture-kind.ts';
import { type DroppedFrame, type Picture, scanHeaders } from './scan-headers.ts';
import type { Progress } from './progress.ts';
import { type Report, rounded } from './report.ts';
import type { Settings } from './settings.ts';
import { Stopwatch } from './stopwatch.ts';
import { ENGINE, videoTags } from './tags.ts';
import { type GainPlan, planGains } from './first-plan.ts';
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
  const memory = new MemoryMeter(() => ffmpeg.pids);
  memory.start();
  const files = listFrames(request.sourceFolder);
  const scanned = scanHeaders(files);
  requireUsable(files.length, scanned.dropped, scanned.errnos);
  output.prepare();
  const version = await checkFfmpeg(ffmpeg);
  const size = outputSize(
    scanned.pictures.map((picture) => uprightSize(picture.kind)),
    settings.maxHeight,
  );
  const measured = await measure(request, scanned.pictures, size);
  const dropped = [...scanned.dropped, ...measured.dropped];
  requireUsable(files.length, dropped, [...scanned.errnos, ...measured.errnos]);
  watch.lap('measuring');
  const { used, plan } = measured;
  const timing = planTiming(used.length, settings);
  const tags = videoTags(request.sourceFolder, used, settings);
  output.handOver();
  const encoder = new Encoder(ffmpeg, { size, timing, settings, tags, output: output.path });
  await correctAll(request, encoder, used, plan, size);
  watch.lap('encoding');
  request.progress.at('finishing', 0, 1);
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
    flicker_before: jitter(plan.measured),
    flicker_after: jitter(settings.deflicker === 'off' ? plan.measured : plan.target),
    strength: settings.deflicker,
    seconds: watch.seconds,
    peak_memory_bytes: memory.stop(),
    cuts: [],
    glitch_frames: [],
    curve: { measured: rounded(greens(plan.measured)), target: rounded(greens(plan.target)) },
    left_alone: [],
    ffmpeg: version,
    engine: `${ENGINE.name} ${ENGINE.version}`,
  };
}

async function measure(request: RenderRequest, pictures: readonly Picture[], size: Size) {
  const grid = gridFor(size);
  const store = new FeatureStore(grid);
  try {
    let done = 0;
    request.progress.at('measuring', 0, pictures.length);
    const { shown, missing } = await readFeatures(request.ffmpeg, store, {
      pictures,
      grid,
      parts: request.settings.threads || availableParallelism(),
      onFrame: () => {
        done += 1;
        request.progress.at('measuring', done, pictures.length);
      },
    });
    return {
      used: shown.map(({ index }) => pictures[index]!),
      dropped: missing.map(({ index, reason }): DroppedFrame => ({ name: pictures[index]!.name, reason })),
      errnos: missing.flatMap(({ errno }) => (errno === undefined ? [] : [errno])),
      plan: planGains(
        store,
        shown.map(({ slot }) => slot),
      ),
    };
  } finally {
    store.close();
  }
}

async function correctAll(
  request: RenderRequest,
  encoder: Encoder,
  used: readonly Picture[],
  plan: GainPlan,
  size: Size,
): Promise<void> {
  const stream = new FrameStream(request.ffmpeg, used, {
    size,
    format: 'yuv420p',
    coarse: false,
    times: false,
  });
  const bytes = rawFrameBytes('yuv420p', size);
  const frame = new Uint8Array(bytes);
  const results = [new Uint8ClampedArray(bytes), new Uint8ClampedArray(bytes)] as const;
  const off = request.settings.deflicker === 'off';
  let writing: Promise<void> = Promise.resolve();
  for (let i = 0; i < used.length; i += 1) {
    if ((await stream.next(frame)) === undefined) {
      throw new EngineFailure(
        EXIT.ffmpegFailed,
        `Frame "${used[i]!.name}" changed while the video was being made.`,
      );
    }
    const gain = (c: number) => (off ? 0 : plan.target[i * CHANNELS + c]! - plan.measured[i * CHANNELS + c]!);
    const result = results[(i % 2) as 0 | 1];
    correctFrame(frame, result, size, videoMatrix([gain(0), gain(1), gain(2)]));
    await writing;
    writing = encoder.write(new Uint8Array(result.buffer));
    writing.catch(() => {});
    request.progress.at('encoding', i + 1, used.length);
  }
  await writing;
}

function greens(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length / CHANNELS }, (_, i) => values[i * CHANNELS + 1]!);
}

function jitter(values: Float64Array): number {
  const green = greens(values);
  let sum = 0;
  for (let i = 1; i < green.length; i += 1) sum += (green[i]! - green[i - 1]!) ** 2;
  return green.length > 1 ? Math.round(1e5 * Math.sqrt(sum / (green.length - 1) / 2)) / 1000 : 0;
}

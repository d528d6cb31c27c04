import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { MemoryMeter } from '../../engine/run/memory-meter.ts';
import type { Report } from '../../engine/output/report.ts';
import { inputArgs } from './load-frames.ts';
import { SLOW_CORES, type SlowCores } from './slow-cores.ts';

export const ENGINE = new URL('../../engine/do_timelapse.sh', import.meta.url).pathname;

/** The same for all in a comparison. */
export interface EncodeSettings {
  quality: number;
  preset: string;
  /** Undefined = on the machine as it is. */
  slow?: SlowCores | undefined;
}

/** Threads of x264 where it is to believe that there are so many cores. */
const SLOW_THREADS = 1.5 * SLOW_CORES;

export interface RunResult {
  seconds: number;
  /** Of all processes. */
  cpuSeconds: number;
  peakBytes: number;
  report: Report | undefined;
}

/** As they are meant to be used. */
export const FFMPEG_PEERS = {
  'ffmpeg deflicker': 'deflicker',
  'ffmpeg deflicker pm 10': 'deflicker=mode=pm:size=10',
  'ffmpeg tmidequalizer': 'tmidequalizer',
} as const;

/** Without a filter this is the plain encode. */
export function runFfmpeg(
  input: string,
  output: string,
  encode: EncodeSettings,
  filter?: string,
): Promise<RunResult> {
  const filters = [...(filter === undefined ? [] : ['format=yuv420p', filter]), 'format=yuv420p'].join(',');
  return encodeBy(['-framerate', '25', ...inputArgs(input), '-vf', filters], output, encode);
}

/** x264 and hardly anything else. @param input raw frames in the format of a video */
export function runEncoder(
  input: string,
  size: string,
  output: string,
  encode: EncodeSettings,
): Promise<RunResult> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', size, '-framerate', '25', '-i', input];
  return encodeBy(raw, output, encode);
}

function encodeBy(input: readonly string[], output: string, encode: EncodeSettings): Promise<RunResult> {
  const { preset, quality, slow } = encode;
  const args = [
    ...['-v', 'error', '-nostdin', '-y', ...input],
    ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', preset, '-crf', String(quality)],
    ...(slow === undefined ? [] : ['-threads', String(SLOW_THREADS)]),
    ...['-movflags', '+faststart', output],
  ];
  return run('ffmpeg', args, slow);
}

export function runEngine(
  input: string,
  output: string,
  encode: EncodeSettings,
  engine = ENGINE,
  env: Record<string, string> = {},
): Promise<RunResult> {
  return run(engine, [input, output], encode.slow, {
    TIMELAPSE_TARGET_SECONDS: '0',
    TIMELAPSE_FPS: '25',
    TIMELAPSE_HOLD_SECONDS: '0',
    TIMELAPSE_QUALITY: String(encode.quality),
    TIMELAPSE_PRESET: encode.preset,
    ...(encode.slow === undefined ? {} : { TIMELAPSE_THREADS: String(SLOW_THREADS) }),
    ...env,
  });
}

async function run(
  program: string,
  parameters: readonly string[],
  slow: SlowCores | undefined,
  env: Record<string, string> = {},
): Promise<RunResult> {
  const { command, args } = slow?.around(program, parameters) ?? { command: program, args: parameters };
  const from = performance.now();
  const usedBefore = childrenCpuSeconds();
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const meter = new MemoryMeter(() => (child.pid === undefined ? [] : [child.pid]));
  meter.start();
  let text = '';
  for await (const part of child.stdout.setEncoding('utf8')) text += part as string;
  const code = await new Promise<number | null>((resolve) => {
    if (child.exitCode === null) child.once('close', resolve);
    else resolve(child.exitCode);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  const seconds = (performance.now() - from) / 1000;
  const line = /^report (\{.*\})$/m.exec(text)?.[1];
  const report = line === undefined ? undefined : (JSON.parse(line) as Report);
  const peakBytes = meter.stop();
  // The engine counts itself and its children.
  const cpuSeconds = childrenCpuSeconds() - usedBefore;
  return { seconds, cpuSeconds, peakBytes: report?.peak_memory_bytes ?? peakBytes, report };
}

/** Clock ticks per second in Linux. */
const TICKS = 100;

/** Children that have ended, including theirs (proc(5), cutime and cstime). */
function childrenCpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)!.split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

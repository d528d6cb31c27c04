import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { MemoryMeter } from '../../engine/memory-meter.ts';
import type { Report } from '../../engine/report.ts';
import { inputArgs } from './load-frames.ts';

const ENGINE = new URL('../../engine/do_timelapse.sh', import.meta.url).pathname;

/** How a contender encodes; the same for all in a comparison. */
export interface EncodeSettings {
  quality: number;
  preset: string;
}

/** What one run took. */
export interface RunResult {
  seconds: number;
  /** Processor time of all processes. */
  cpuSeconds: number;
  peakBytes: number;
  report: Report | undefined;
}

/** The filters of ffmpeg that even out light, as they are meant to be used. */
export const FFMPEG_PEERS = {
  'ffmpeg deflicker': 'deflicker',
  'ffmpeg deflicker pm 10': 'deflicker=mode=pm:size=10',
  'ffmpeg tmidequalizer': 'tmidequalizer',
} as const;

/** Encodes frames with ffmpeg alone; without a filter this is the plain encode. */
export function runFfmpeg(
  input: string,
  output: string,
  encode: EncodeSettings,
  filter?: string,
): Promise<RunResult> {
  const filters = [...(filter === undefined ? [] : ['format=yuv420p', filter]), 'format=yuv420p'].join(',');
  return run('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-framerate', '25', ...inputArgs(input), '-vf', filters],
    ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', encode.preset, '-crf', String(encode.quality)],
    ...['-movflags', '+faststart', output],
  ]);
}

/** Encodes frames with the engine. */
export function runEngine(input: string, output: string, encode: EncodeSettings): Promise<RunResult> {
  return run(ENGINE, [input, output], {
    TIMELAPSE_TARGET_SECONDS: '0',
    TIMELAPSE_FPS: '25',
    TIMELAPSE_HOLD_SECONDS: '0',
    TIMELAPSE_QUALITY: String(encode.quality),
    TIMELAPSE_PRESET: encode.preset,
  });
}

async function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RunResult> {
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

/** Clock ticks a second in what Linux tells to programs. */
const TICKS = 100;

/** Processor time of all processes that were started here and have ended, theirs included (proc(5), cutime and cstime). */
function childrenCpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)!.split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

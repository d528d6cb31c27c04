import { videoInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

const LIMIT_MS = 120_000;

const ARGS = [
  ['-v', 'error'],
  ['-select_streams', 'v:0', '-skip_frame', 'nokey'],
  ['-show_entries', 'frame=pts_time'],
  ['-of', 'csv=p=0'],
].flat();

/** In seconds from the start, where a video can be cut without encoding it again; empty = unknown. */
export async function keyFrames(path: string, signal?: AbortSignal): Promise<number[]> {
  const result = await runTool('ffprobe', [...ARGS, ...videoInput(path)], LIMIT_MS, { signal });
  if (!result.ok) return [];
  return result.stdout
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter((time) => Number.isFinite(time));
}

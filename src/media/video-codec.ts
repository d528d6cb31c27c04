import { videoInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

const LIMIT_MS = 60_000;

const ARGS = [
  ['-v', 'error'],
  ['-select_streams', 'v:0'],
  ['-show_entries', 'stream=codec_name,pix_fmt'],
  ['-of', 'csv=p=0'],
].flat();

/** Whether every browser and phone plays it: H.264 with the usual colours. False when that is unknown. */
export async function playsEverywhere(path: string, signal?: AbortSignal): Promise<boolean> {
  const result = await runTool('ffprobe', [...ARGS, ...videoInput(path)], LIMIT_MS, { signal });
  return result.ok && result.stdout.trim() === 'h264,yuv420p';
}

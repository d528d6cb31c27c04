import { type PictureFormat, pictureInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

const LIMIT_MS = 10_000;

const ARGS = [
  ['-v', 'error'],
  ['-select_streams', 'v:0', '-read_intervals', '%+#1'],
  ['-show_entries', 'frame=width,height:frame_side_data=rotation'],
  ['-of', 'json'],
].flat();

interface Frame {
  width?: number;
  height?: number;
  side_data_list?: { rotation?: number }[];
}

/** Upright, in pixels; null = unreadable. */
export async function pictureSize(
  path: string,
  format: PictureFormat,
): Promise<{ width: number; height: number } | null> {
  const result = await runTool('ffprobe', [...ARGS, ...pictureInput(path, format)], LIMIT_MS);
  if (!result.ok) return null;
  const { frames } = JSON.parse(result.stdout) as { frames?: Frame[] };
  const { width, height, side_data_list: sides = [] } = frames?.[0] ?? {};
  if (!width || !height) return null;
  const turned = sides.some(({ rotation }) => rotation !== undefined && Math.abs(rotation) % 180 === 90);
  return turned ? { width: height, height: width } : { width, height };
}

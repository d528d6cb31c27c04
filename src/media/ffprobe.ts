import type { VideoInfo } from '../timelapses/timelapse.ts';
import { videoInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

export type ProbeResult =
  | { ok: true; video: VideoInfo; frames: number }
  /** `mayPass`: it could not be checked, which says nothing about the video. */
  | { ok: false; missingTool: boolean; mayPass: boolean; reason: string };

/** Counting the packets of a long video on a slow share takes a while. */
const MAX_PROBE_MS = 120_000;

const ARGS = [
  ['-v', 'error'],
  ['-select_streams', 'v:0', '-count_packets'],
  ['-show_entries', 'stream=width,height,avg_frame_rate,nb_read_packets:format=duration'],
  ['-of', 'json'],
].flat();

interface ProbeJson {
  streams?: { width?: number; height?: number; avg_frame_rate?: string; nb_read_packets?: string }[];
  format?: { duration?: string };
}

/** Playable = it has a video stream, frames and a duration. */
export async function probeVideo(path: string, signal?: AbortSignal): Promise<ProbeResult> {
  const result = await runTool('ffprobe', [...ARGS, ...videoInput(path)], MAX_PROBE_MS, { signal });
  if (result.missing)
    return { ok: false, missingTool: true, mayPass: false, reason: 'ffprobe was not found' };
  if (!result.ok) {
    return {
      ok: false,
      missingTool: false,
      mayPass: result.mayPass,
      reason: result.stderr.trim() || 'ffprobe could not read the file',
    };
  }
  return readProbe(result.stdout);
}

export function readProbe(json: string): ProbeResult {
  const broken = (reason: string): ProbeResult => ({ ok: false, missingTool: false, mayPass: false, reason });
  let probe: ProbeJson | null;
  try {
    probe = JSON.parse(json) as ProbeJson | null;
  } catch {
    return broken('ffprobe returned no readable result');
  }
  const stream = probe?.streams?.[0];
  if (!stream) return broken('the file has no video stream');
  const frames = Number(stream.nb_read_packets);
  if (!(frames > 0)) return broken('the video has no frames');
  const durationSeconds = Number(probe?.format?.duration);
  if (!(durationSeconds > 0)) return broken('the video has no duration');
  const fps = readRate(stream.avg_frame_rate);
  const video = { durationSeconds, width: stream.width ?? 0, height: stream.height ?? 0, fps };
  return { ok: true, video, frames };
}

function readRate(rate: string | undefined): number {
  const [frames = 0, seconds = 1] = (rate ?? '0/1').split('/').map(Number);
  const fps = frames / seconds;
  return Number.isFinite(fps) ? Math.round(fps * 1000) / 1000 : 0;
}

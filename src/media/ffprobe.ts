import type { VideoFacts } from '../timelapses/timelapse.ts';
import { runTool } from './run-tool.ts';

/** A probe either found a playable video or says why it is none. */
export type ProbeResult =
  { ok: true; video: VideoFacts } | { ok: false; missingTool: boolean; reason: string };

/** Counting the packets of a long video on a slow share takes a while, milliseconds. */
const PROBE_LIMIT_MS = 120_000;

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

/** Looks whether a file is a playable video: a video stream, frames > 0, duration > 0. */
export async function probeVideo(path: string): Promise<ProbeResult> {
  const result = await runTool('ffprobe', [...ARGS, `file:${path}`], PROBE_LIMIT_MS);
  if (result.missing) return { ok: false, missingTool: true, reason: 'ffprobe was not found' };
  if (!result.ok) {
    return {
      ok: false,
      missingTool: false,
      reason: result.stderr.trim() || 'ffprobe could not read the file',
    };
  }
  return readProbe(result.stdout);
}

/** Reads ffprobe's JSON. Pure. */
export function readProbe(json: string): ProbeResult {
  const broken = (reason: string): ProbeResult => ({ ok: false, missingTool: false, reason });
  let probe: ProbeJson | null;
  try {
    probe = JSON.parse(json) as ProbeJson | null;
  } catch {
    return broken('ffprobe answered nothing readable');
  }
  const stream = probe?.streams?.[0];
  if (!stream) return broken('there is no video stream in the file');
  if (!(Number(stream.nb_read_packets) > 0)) return broken('there is no frame in the video');
  const durationSeconds = Number(probe?.format?.duration);
  if (!(durationSeconds > 0)) return broken('the video has no duration');
  const fps = readRate(stream.avg_frame_rate);
  return { ok: true, video: { durationSeconds, width: stream.width ?? 0, height: stream.height ?? 0, fps } };
}

function readRate(rate: string | undefined): number {
  const [frames = 0, seconds = 1] = (rate ?? '0/1').split('/').map(Number);
  const fps = frames / seconds;
  return Number.isFinite(fps) ? Math.round(fps * 1000) / 1000 : 0;
}

import type { Files } from '../lib/files.ts';
import { errnoOf } from '../lib/errors.ts';
import { FORMAT_BYTES, sourceInput, type VideoFormat, videoFormat } from '../lib/video-format.ts';
import { runTool } from './run-tool.ts';

export interface SourceVideo {
  format: VideoFormat;
  /** Roughly, where the file does not say. */
  frames: number;
  /** Frames per second. */
  fps: number;
  /** Every browser and phone plays its pictures; only the file around them may have to change. */
  playsEverywhere: boolean;
}

export type SourceProbe = ({ ok: true } & SourceVideo) | { ok: false; reason: string };

const LIMIT_MS = 60_000;
const USUAL_FPS = 25;

const ARGS = [
  ['-v', 'error'],
  ['-select_streams', 'v:0'],
  ['-show_entries', 'stream=codec_name,pix_fmt,width,height,avg_frame_rate,nb_frames:format=duration'],
  ['-of', 'json'],
].flat();

interface ProbeJson {
  streams?: Partial<Record<'codec_name' | 'pix_fmt' | 'avg_frame_rate' | 'nb_frames', string>>[];
  format?: { duration?: string };
}

/** @throws the system's error when the file cannot be opened, or could not be examined for another reason */
export async function probeSource(path: string, files: Files, signal: AbortSignal): Promise<SourceProbe> {
  const format = videoFormat(await readStart(path, files));
  if (format === null) return { ok: false, reason: 'It is no MP4, MOV, AVI or MKV in spite of its name.' };
  const result = await runTool('ffprobe', [...ARGS, ...sourceInput(path, format)], LIMIT_MS, { signal });
  if (result.missing) return { ok: false, reason: 'ffprobe: not found' };
  if (result.mayPass) throw Object.assign(new Error(result.stderr.trim()), { code: 'ETIMEDOUT' });
  if (!result.ok) return { ok: false, reason: result.stderr.trim() || 'ffprobe could not read the file' };
  return readSourceProbe(result.stdout, format);
}

export function readSourceProbe(json: string, format: VideoFormat): SourceProbe {
  const { streams, format: whole } = JSON.parse(json) as ProbeJson;
  const stream = streams?.[0];
  if (!stream) return { ok: false, reason: 'There are no pictures in it.' };
  const [frames = USUAL_FPS, seconds = 1] = (stream.avg_frame_rate ?? '').split('/').map(Number);
  const fps = frames / seconds > 0 && Number.isFinite(frames / seconds) ? frames / seconds : USUAL_FPS;
  const counted = Number(stream.nb_frames) || Math.round(fps * (Number(whole?.duration) || 1));
  // An AVI does not say when which picture is shown.
  const playsEverywhere = format !== 'avi' && stream.codec_name === 'h264' && stream.pix_fmt === 'yuv420p';
  return { ok: true, format, fps, frames: Math.max(1, counted), playsEverywhere };
}

async function readStart(path: string, files: Files): Promise<Uint8Array> {
  const file = await files.open(path).catch((error: unknown) => {
    if (errnoOf(error) === 'EFTYPE') return null;
    throw error;
  });
  if (file === null) return new Uint8Array();
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.read(0, FORMAT_BYTES - 1)) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

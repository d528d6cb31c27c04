import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { videoInput } from '../media/ffmpeg-input.ts';
import { runTool } from '../media/run-tool.ts';
import type { GreyPicture } from './moving-part.ts';

/** In pixels: enough to tell where something grew. */
const LONG_SIDE = 96;
const LIMIT_MS = 60_000;
const NICENESS = 15;

/** Of the length. The last picture is held for a while, so the end comes early. */
const BEGINNING: readonly number[] = [0, 0.02, 0.05];
const END: readonly number[] = [0.8, 0.84, 0.88];

export interface BothEnds {
  beginning: GreyPicture[];
  end: GreyPicture[];
}

/**
 * A few small pictures from both ends of a video; what cannot be read is left out.
 *
 * @param workDir for what is read; created, and removed again
 * @throws the signal's reason
 */
export async function readBothEnds(
  path: string,
  video: { width: number; height: number; seconds: number },
  workDir: string,
  signal: AbortSignal,
): Promise<BothEnds> {
  const scale = LONG_SIDE / Math.max(video.width, video.height);
  const size = {
    width: Math.max(1, Math.round(video.width * scale)),
    height: Math.max(1, Math.round(video.height * scale)),
  };
  await mkdir(workDir, { recursive: true });
  const read = async (parts: readonly number[]): Promise<GreyPicture[]> => {
    const pictures = [];
    for (const part of parts) {
      signal.throwIfAborted();
      const output = join(workDir, 'grey');
      const at = String(part * video.seconds);
      const result = await runTool('ffmpeg', greyArgs(path, at, size, output), LIMIT_MS, {
        niceness: NICENESS,
        signal,
      });
      const pixels = result.ok ? await readFile(output).catch(() => null) : null;
      if (pixels?.length === size.width * size.height) pictures.push({ ...size, pixels });
    }
    return pictures;
  };
  try {
    return { beginning: await read(BEGINNING), end: await read(END) };
  } finally {
    await rm(workDir, { recursive: true, force: true }).catch(() => {});
  }
}

function greyArgs(
  path: string,
  at: string,
  { width, height }: { width: number; height: number },
  output: string,
): string[] {
  return [
    ...['-v', 'error', '-nostdin', '-y', '-threads', '1', '-ss', at],
    ...videoInput(path),
    ...['-map', '0:v:0', '-frames:v', '1', '-vf', `scale=${width}:${height}:flags=area,format=gray`],
    ...['-f', 'rawvideo', `file:${output}`],
  ];
}

import { execFileSync } from 'node:child_process';

/** A lamp that flickers over grey squares. */
const SCENE = '16+(40+60*mod(floor(X/16)+floor(Y/16),2)+X/4)*(1+0.08*(mod(N*7,5)-2))';

export const MJPEG = ['-c:v', 'mjpeg', '-q:v', '3'];
export const H264 = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-crf', '16'];

/** A video that flickers, as of a printer; 30 pictures a second. */
export function makePrintedVideo(
  path: string,
  codec: readonly string[],
  { seconds = 2, size = '160x128' } = {},
): void {
  const scene = `nullsrc=size=${size}:rate=30:duration=${seconds},geq=lum='${SCENE}':cb=128:cr=128`;
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', scene, ...codec, path]);
}

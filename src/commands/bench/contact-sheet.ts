import { inputArgs, ffmpegOutput } from './load-frames.ts';

const SHOWN = 8;
const FRAME_WIDTH = 320;

/**
 * Writes a picture for the eye: a row of frames before, a row after, and a row of what changed from each frame to the
 * next after the correction (eight times as strong, grey = nothing), which shows ghosts, seams and left-over flicker.
 *
 * @param frames number of frames of the sequence
 */
export async function writeContactSheet(
  before: string,
  after: string,
  output: string,
  frames: number,
): Promise<void> {
  const every = Math.max(1, Math.floor(frames / SHOWN));
  const pick = `select='not(mod(n\\,${every}))',scale=${FRAME_WIDTH}:-2,format=gbrp,tile=${SHOWN}x1`;
  const difference = 'tblend=all_expr=clip((A-B)*8+128\\,0\\,255)';
  await ffmpegOutput([
    ...['-y', ...inputArgs(before), ...inputArgs(after), '-filter_complex'],
    [
      `[0:v]${pick}[a]`,
      `[1:v]split[x][y]`,
      `[x]${pick}[b]`,
      `[y]scale=${FRAME_WIDTH}:-2,format=gbrp,${difference},select='not(mod(n\\,${every}))',tile=${SHOWN}x1[c]`,
      `[a][b][c]vstack=inputs=3`,
    ].join(';'),
    ...['-frames:v', '1', output],
  ]);
}

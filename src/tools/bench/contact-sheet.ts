import { inputArgs, ffmpegOutput } from './load-frames.ts';

const SHOWN = 8;
const FRAME_WIDTH = 320;
const EXACT = 'flags=area+accurate_rnd+full_chroma_int';

/**
 * Rows of frames before and after, and of the changes from frame to frame after correction (8 ×, grey = none), which
 * show ghosts, seams and remaining flicker.
 *
 * @param frames in the sequence
 */
export async function writeContactSheet(
  before: string,
  after: string,
  output: string,
  frames: number,
): Promise<void> {
  const every = Math.max(1, Math.floor(frames / SHOWN));
  const pick = `select='not(mod(n\\,${every}))',scale=${FRAME_WIDTH}:-2:${EXACT},format=gbrp,tile=${SHOWN}x1`;
  const difference = 'tblend=all_expr=clip((A-B)*8+128\\,0\\,255)';
  await ffmpegOutput([
    ...['-y', ...inputArgs(before), ...inputArgs(after), '-filter_complex'],
    [
      `[0:v]${pick}[a]`,
      `[1:v]split[x][y]`,
      `[x]${pick}[b]`,
      `[y]scale=${FRAME_WIDTH}:-2:${EXACT},format=gbrp,${difference},select='not(mod(n\\,${every}))',tile=${SHOWN}x1[c]`,
      `[a][b][c]vstack=inputs=3`,
    ].join(';'),
    ...['-frames:v', '1', output],
  ]);
}

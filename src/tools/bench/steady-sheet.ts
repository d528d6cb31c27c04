import { ffmpegOutput, inputArgs } from './load-frames.ts';

const COLUMNS = 8;
const ROWS = 3;
const PICTURE_WIDTH = 240;

/** Of a folder, pictures picked evenly. */
export function picturesEvenly(total: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * total) / count));
}

/** 24 consecutive pictures from the middle: picked evenly above, those of the steady video below. */
export async function writeSteadySheet(
  source: string,
  total: number,
  video: string,
  count: number,
  output: string,
): Promise<void> {
  const shown = COLUMNS * ROWS;
  const from = Math.max(0, (count - shown) >> 1);
  const even = picturesEvenly(total, count).slice(from, from + shown);
  const tile = `scale=${PICTURE_WIDTH}:-2:flags=area+accurate_rnd+full_chroma_int,format=rgb24,tile=${COLUMNS}x${ROWS}`;
  await ffmpegOutput([
    ...['-y', ...inputArgs(source), ...inputArgs(video), '-filter_complex'],
    [
      `[0:v]select='${even.map((picture) => `eq(n\\,${picture})`).join('+')}',${tile}[a]`,
      `[1:v]select='between(n\\,${from}\\,${from + shown - 1})',${tile},pad=iw:ih+12:0:12:white[b]`,
      '[a][b]vstack=inputs=2',
    ].join(';'),
    ...['-frames:v', '1', output],
  ]);
}

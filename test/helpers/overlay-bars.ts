import { execFileSync } from 'node:child_process';

/** Level from which a pixel is that of a bar, and not of its track. */
const WHITE = 190;
/** Of the panel, on each side, in pixels of the smallest text. */
const PADDING = 9.1;
const MARGIN = 10;
const WIDEST = 286;

/** How full the progress bar is in each frame of a small video, 0 to 1. */
export function barsOf(path: string): number[] {
  const probed = execFileSync('ffprobe', [
    ...[
      '-v',
      'error',
      '-select_streams',
      'v',
      '-show_entries',
      'stream=width,height',
      '-of',
      'csv=p=0',
      path,
    ],
  ]);
  const [width, height] = String(probed).split(',').map(Number) as [number, number];
  const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-pix_fmt', 'gray', '-f', 'rawvideo', '-'], {
    maxBuffer: 1e9,
  });
  const bar = Math.round(Math.min(WIDEST, width - 2 * MARGIN) - 2 * PADDING);
  return Array.from({ length: raw.length / (width * height) }, (_, index) => {
    const frame = raw.subarray(index * width * height, (index + 1) * width * height);
    const row = frame.subarray((height - MARGIN - 11) * width, (height - MARGIN - 10) * width);
    const from = Math.round(MARGIN + PADDING);
    return row.subarray(from, from + bar).filter((level) => level > WHITE).length / bar;
  });
}

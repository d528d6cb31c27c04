import { spawnSync } from 'node:child_process';

/** A decoded picture. */
export interface Picture {
  width: number;
  height: number;
  /** Mean colour of a rectangle, each part 0–255. */
  mean(x: number, y: number, width: number, height: number): [red: number, green: number, blue: number];
}

/** Decodes a picture with ffmpeg. @throws Error when it is none */
export function decodePicture(bytes: Buffer): Picture {
  const args = ['-v', 'error', '-noautorotate', '-i', 'pipe:0', '-f', 'image2pipe', '-c:v', 'ppm', 'pipe:1'];
  const { stdout, stderr } = spawnSync('ffmpeg', args, { input: bytes, maxBuffer: 100_000_000 });
  const header = /^P6\n(\d+) (\d+)\n255\n/.exec(stdout.subarray(0, 40).toString('latin1'));
  if (!header) throw new Error(`No picture: ${stderr.toString()}`);
  const [whole, w, h] = header;
  const pixels = stdout.subarray(whole.length);
  const width = Number(w);
  return {
    width,
    height: Number(h),
    mean(left, top, columns, rows) {
      const sum = [0, 0, 0];
      for (let y = top; y < top + rows; y += 1)
        for (let x = left; x < left + columns; x += 1)
          for (const part of [0, 1, 2]) sum[part]! += pixels[(y * width + x) * 3 + part]!;
      return sum.map((each) => each / (columns * rows)) as [number, number, number];
    },
  };
}

import type { Size } from './output-size.ts';
import { type Run, runsOf } from './runs.ts';
import type { Picture } from './scan-headers.ts';
import { DecodeRun } from './decode-run.ts';
import type { RawFormat } from './decode-args.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';

/** What the raw frames shall be like, whatever kinds of pictures they come from. */
export interface StreamRequest {
  size: Size;
  format: RawFormat;
  coarse: boolean;
  times: boolean;
}

/** A picture that gave no frame. */
export interface Missing {
  index: number;
  reason: string;
  errno: string | undefined;
}

/** A frame that came, and the picture it is of. */
export interface Shown {
  slot: number;
  index: number;
}

/**
 * Raw frames of pictures `[from, to)` in order, through as many decoders one after the other as there are runs of
 * equal pictures. The next decoder starts while the last one works, since starting takes longer than decoding.
 */
export class FrameStream {
  readonly missing: Missing[] = [];
  /** Which picture each frame was: slots as `next` gave them. Known of a run when it is over, and only with times. */
  readonly shown: Shown[] = [];
  #ffmpeg: FfmpegRunner;
  #pictures: readonly Picture[];
  #request: StreamRequest;
  #runs: Run[];
  #current: DecodeRun | undefined;
  #ahead: DecodeRun | undefined;
  #came = 0;

  constructor(
    ffmpeg: FfmpegRunner,
    pictures: readonly Picture[],
    request: StreamRequest,
    from = 0,
    to = pictures.length,
  ) {
    this.#ffmpeg = ffmpeg;
    this.#pictures = pictures;
    this.#request = request;
    this.#runs = runsOf(pictures, from, to);
    this.#current = this.#open(this.#runs[0]);
    this.#ahead = this.#open(this.#runs[1]);
  }

  /**
   * Reads the next frame; its slot, or undefined after the last one. Slots rise, differ between parts of the same
   * pictures, and never exceed the index of the frame's picture.
   */
  async next(into: Uint8Array): Promise<number | undefined> {
    while (this.#current !== undefined) {
      if (await this.#current.next(into)) {
        this.#came += 1;
        return this.#runs[0]!.start + this.#came - 1;
      }
      await this.#close(this.#current, this.#runs[0]!);
      this.#runs.shift();
      this.#came = 0;
      this.#current = this.#ahead;
      this.#ahead = this.#open(this.#runs[1]);
    }
    return undefined;
  }

  #open(run: Run | undefined): DecodeRun | undefined {
    if (run === undefined) return undefined;
    const pictures = this.#pictures.slice(run.start, run.end);
    return new DecodeRun(this.#ffmpeg, { ...this.#request, kind: pictures[0]!.kind }, pictures);
  }

  /** With times, says which pictures gave which frame and which gave none. */
  async #close(decoder: DecodeRun, run: Run): Promise<void> {
    const { numbers, stderr } = await decoder.end();
    if (!this.#request.times) return;
    const came = numbers.slice(0, this.#came).map((number) => run.start + number);
    this.shown.push(...came.map((index, i) => ({ slot: run.start + i, index })));
    const seen = new Set(came);
    const known = new Map(decoder.unreadable.map((entry) => [run.start + entry.number, entry]));
    for (let index = run.start; index < run.end; index += 1) {
      if (seen.has(index)) continue;
      const entry = known.get(index);
      const reason =
        entry?.reason ?? `ffmpeg cannot decode it: ${lastLine(stderr) || 'damaged picture data'}`;
      this.missing.push({ index, reason, errno: entry?.errno });
    }
  }
}

/** ffmpeg's last line without the address of the part that printed it. */
function lastLine(stderr: string): string {
  return (stderr.split('\n').at(-1) ?? '').replace(/^\[[^\]]*\] */, '').trim();
}

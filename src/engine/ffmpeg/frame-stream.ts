import { mostAtOnce, type Run, runsOf } from '../input/runs.ts';
import type { Picture } from '../input/scan-headers.ts';
import { EngineFailure, EXIT } from '../run/failure.ts';
import { type DecoderEnd, DecodeRun } from './decode-run.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';
import type { Frames, FrameSource, Missing, Shown, StreamRequest } from './frame-source.ts';

interface Lane {
  run: Run;
  decoder: DecodeRun | undefined;
  /** Number of pictures processed. */
  turns: number;
  /** Indices of the pictures that gave a frame. */
  slots: number[];
}

/** A decoder's start costs as much as decoding this many pictures: shorter parts do not pay. */
const MIN_PER_PART = 24;

/** Out of the files of a folder. */
export function pictureSource(ffmpeg: FfmpegRunner): FrameSource {
  return {
    parts(pictures, most) {
      // Where kinds alternate, each part has several decoders.
      const decoders = Math.floor(most / mostAtOnce(runsOf(pictures, 0, pictures.length)));
      return Math.max(1, Math.min(decoders, Math.floor(pictures.length / MIN_PER_PART)));
    },
    open: (pictures, request, from, to) => new FrameStream(ffmpeg, pictures, request, from, to),
  };
}

/**
 * Raw frames of pictures `[from, to)` in order, with one decoder per kind. Decoders start early, since starting takes
 * longer than decoding.
 */
class FrameStream implements Frames {
  readonly missing: Missing[] = [];
  readonly shown: Shown[] = [];
  readonly #ffmpeg: FfmpegRunner;
  readonly #pictures: readonly Picture[];
  readonly #request: StreamRequest;
  /** In the order they start. */
  readonly #later: Lane[];
  readonly #laneOf = new Map<number, Lane>();
  readonly #to: number;
  #at: number;

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
    this.#at = from;
    this.#to = to;
    this.#later = runsOf(pictures, from, to).map((run) => ({ run, decoder: undefined, turns: 0, slots: [] }));
    for (const lane of this.#later) for (const index of lane.run) this.#laneOf.set(index, lane);
    this.#begin();
  }

  async next(into: Uint8Array): Promise<number | undefined> {
    while (this.#at < this.#to) {
      const index = this.#at;
      this.#at += 1;
      this.#begin();
      const lane = this.#laneOf.get(index)!;
      const decoder = lane.decoder!;
      const came = (await decoder.mayCome(lane.turns)) && (await decoder.next(into));
      lane.turns += 1;
      if (came) lane.slots.push(index);
      if (lane.turns === lane.run.length) this.#close(lane, await decoder.end());
      if (came) return index;
    }
    this.shown.sort((a, b) => a.index - b.index);
    this.missing.sort((a, b) => a.index - b.index);
    return undefined;
  }

  /** Starts the decoders needed now, and the one needed next. */
  #begin(): void {
    while (this.#later.length > 0) {
      const lane = this.#later[0]!;
      lane.decoder ??= this.#open(lane.run);
      if (lane.run[0]! > this.#at) return;
      this.#later.shift();
    }
  }

  #open(run: Run): DecodeRun {
    const pictures = run.map((index) => this.#pictures[index]!);
    return new DecodeRun(this.#ffmpeg, { ...this.#request, kind: pictures[0]!.kind }, pictures);
  }

  /** Records which pictures gave which frames, and which gave none. */
  #close({ run, decoder, slots }: Lane, { killed, numbers, stderr }: DecoderEnd): void {
    const unreadable = new Map(decoder!.unreadable.map((entry) => [run[entry.number]!, entry]));
    if (killed && slots.length + unreadable.size < run.length) throw killedFailure(stderr);
    const came = this.#request.judge
      ? slots.map((slot, i) => ({ slot, index: run[numbers[i]!]! }))
      : slots.map((slot) => ({ slot, index: slot }));
    this.shown.push(...came);
    const seen = new Set(came.map(({ index }) => index));
    for (const index of run.filter((candidate) => !seen.has(candidate))) {
      const entry = unreadable.get(index);
      const reason =
        entry?.reason ?? `ffmpeg cannot decode it: ${lastLine(stderr) || 'damaged picture data'}`;
      this.missing.push({ index, reason, errno: entry?.errno });
    }
  }
}

export function killedFailure(stderr: string): EngineFailure {
  return new EngineFailure(
    EXIT.ffmpegFailed,
    `ffmpeg was killed while decoding, most likely for lack of memory (ENOMEM)${stderr === '' ? '.' : `: ${stderr.slice(-300)}`}`,
  );
}

/** Without the address of the part that printed it. */
export function lastLine(stderr: string): string {
  return (stderr.split('\n').at(-1) ?? '').replace(/^\[[^\]]*\] */, '').trim();
}

import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { describeError, errnoOf } from '../run/failure.ts';
import { BadPicture } from '../input/picture-kind.ts';
import { lengthOf } from '../input/pieces.ts';
import { pictureIn } from '../input/read-header.ts';
import type { Picture } from '../input/scan-headers.ts';
import { type DecodeRequest, decodeArgs, rawFrameBytes } from './decode-args.ts';
import type { FfmpegProcess, FfmpegRunner } from './ffmpeg-process.ts';
import { FileReader } from '../input/file-reader.ts';
import { matroskaPacketHead, matroskaStart, PACKET_TIME_BASE } from './matroska.ts';
import { RawFrameReader } from './raw-frame-reader.ts';

/** The file could be read but not decoded, or not even read. */
export interface Unreadable {
  /** Within the run. */
  number: number;
  reason: string;
  errno: string | undefined;
}

export interface DecoderEnd {
  /** Killed from outside, most likely for lack of memory. */
  killed: boolean;
  /** Number within the run of each frame; empty unless pictures are judged. */
  numbers: number[];
  stderr: string;
}

/** Decodes pictures of one kind in order, driven by the reader of the frames. */
export class DecodeRun {
  readonly frameBytes: number;
  /** Unreadable or truncated files so far. */
  readonly unreadable: Unreadable[] = [];
  /** Files read, or found to be unreadable. */
  #read = 0;
  #onRead: () => void = () => {};
  #child: FfmpegProcess;
  #reader: RawFrameReader;
  #numbers: Promise<number[]>;
  #fed: Promise<void>;

  constructor(ffmpeg: FfmpegRunner, request: DecodeRequest, pictures: readonly Picture[]) {
    this.frameBytes = rawFrameBytes(request.format, request.size);
    this.#child = ffmpeg.start(decodeArgs(request));
    this.#reader = new RawFrameReader(this.#child.stdout);
    this.#numbers = frameNumbers(this.#child);
    this.#fed = this.#feed(request, pictures).finally(() => this.#seen(pictures.length));
  }

  /** To be called in order, reading each frame before the next call. */
  async mayCome(number: number): Promise<boolean> {
    while (this.#read <= number) {
      await new Promise<void>((resolve) => {
        this.#onRead = resolve;
      });
    }
    return !this.unreadable.some((entry) => entry.number === number);
  }

  /** False after the last frame. */
  next(into: Uint8Array): Promise<boolean> {
    return this.#reader.fill(into);
  }

  /**
   * Which frames came is only known at the end: waiting for a frame's number while ffmpeg waits for its next frame to
   * be taken would deadlock.
   */
  async end(): Promise<DecoderEnd> {
    this.#reader.discardRest();
    await this.#fed;
    const { code, stderr } = await this.#child.ended;
    return { killed: code === null, numbers: await this.#numbers, stderr };
  }

  async #feed({ kind, judge }: DecodeRequest, pictures: readonly Picture[]): Promise<void> {
    const { stdin } = this.#child;
    await write(stdin, [matroskaStart(kind)]);
    const files = new FileReader();
    let ahead = readPicture(files, pictures[0], judge);
    for (let number = 0; number < pictures.length && stdin.writable; number += 1) {
      const pieces = await ahead;
      ahead = readPicture(files, pictures[number + 1], judge);
      if (!Array.isArray(pieces)) this.unreadable.push({ number, ...pieces });
      this.#seen(number + 1);
      if (Array.isArray(pieces))
        await write(stdin, [matroskaPacketHead(number, lengthOf(pieces)), ...pieces]);
    }
    stdin.end();
  }

  #seen(count: number): void {
    this.#read = count;
    this.#onRead();
  }
}

/**
 * Never rejects, since it runs ahead of its caller.
 *
 * @param judge false = the picture was judged before, so a replaced file is an error
 */
async function readPicture(
  files: FileReader,
  picture: Picture | undefined,
  judge: boolean,
): Promise<Buffer[] | { reason: string; errno: string | undefined }> {
  try {
    if (picture === undefined) throw new BadPicture('no picture');
    const file = await files.read(picture.path, picture.size);
    if (!judge && file.length !== picture.size) throw new BadPicture('the file was changed');
    return pictureIn(file);
  } catch (error) {
    return { reason: describeError(error), errno: errnoOf(error) };
  }
}

/** A dead child is noticed when its output is read. */
function write(stream: Writable, pieces: readonly Buffer[]): Promise<void> {
  return new Promise((resolve) => {
    stream.cork();
    for (const [i, piece] of pieces.entries()) {
      stream.write(piece, i === pieces.length - 1 ? () => resolve() : undefined);
    }
    stream.uncork();
  });
}

/** From ffmpeg's frame list (`0, dts, pts, duration, size, crc`). */
async function frameNumbers(child: FfmpegProcess): Promise<number[]> {
  const [packets, seconds] = PACKET_TIME_BASE.split('/').map(Number) as [number, number];
  const numbers: number[] = [];
  let perPacket = 1;
  for await (const line of createInterface({ input: child.side })) {
    const base = /^#tb 0: (\d+)\/(\d+)/.exec(line);
    if (base !== null) perPacket = (packets * Number(base[2])) / (seconds * Number(base[1]));
    else if (!line.startsWith('#')) numbers.push(Math.round(Number(line.split(',')[2]) / perPacket));
  }
  return numbers;
}

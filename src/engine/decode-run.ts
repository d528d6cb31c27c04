import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { describeError, errnoOf } from './failure.ts';
import { isComplete } from './read-header.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import type { Picture } from './scan-headers.ts';
import { type DecodeRequest, decodeArgs, rawFrameBytes } from './decode-args.ts';
import type { FfmpegProcess, FfmpegRunner } from './ffmpeg-process.ts';
import { matroskaPacketHead, matroskaStart, PACKET_TIME_BASE } from './matroska.ts';
import { RawFrameReader } from './raw-frame-reader.ts';

/** A picture that could be read as a file but not be decoded, or not even be read. */
export interface Unreadable {
  /** Number within the run. */
  number: number;
  reason: string;
  /** The system's code word where reading the file failed. */
  errno: string | undefined;
}

/** One ffmpeg that decodes a run of pictures of one kind, in order, pulled by the reader of the frames. */
export class DecodeRun {
  readonly frameBytes: number;
  /** Pictures whose file could not be read or is cut off, as far as the run has come. */
  readonly unreadable: Unreadable[] = [];
  #process: FfmpegProcess;
  #reader: RawFrameReader;
  #numbers: Promise<number[]>;
  #fed: Promise<void>;

  constructor(ffmpeg: FfmpegRunner, request: DecodeRequest, pictures: readonly Picture[]) {
    this.frameBytes = rawFrameBytes(request.format, request.size);
    this.#process = ffmpeg.start(decodeArgs(request));
    this.#reader = new RawFrameReader(this.#process.stdout);
    this.#numbers = frameNumbers(this.#process);
    this.#fed = this.#feed(request.kind, pictures);
  }

  /** Reads the next frame; false after the last one. */
  next(into: Uint8Array): Promise<boolean> {
    return this.#reader.fill(into);
  }

  /**
   * Waits for the end: the number within the run of each frame that came (empty where no times were asked for), and
   * what ffmpeg had to say. They are known only now, since waiting for a frame's number while ffmpeg waits for its
   * next frame to be taken would be for ever.
   */
  async end(): Promise<{ numbers: number[]; stderr: string }> {
    await this.#fed;
    const { stderr } = await this.#process.ended;
    return { numbers: await this.#numbers, stderr };
  }

  async #feed(kind: PictureKind, pictures: readonly Picture[]): Promise<void> {
    const { stdin } = this.#process;
    await write(stdin, matroskaStart(kind));
    let ahead = readWhole(pictures[0]);
    for (let number = 0; number < pictures.length; number += 1) {
      const file = await ahead;
      ahead = readWhole(pictures[number + 1]);
      if (Buffer.isBuffer(file)) {
        stdin.write(matroskaPacketHead(number, file.length));
        await write(stdin, file);
      } else {
        this.unreadable.push({ number, ...file });
      }
    }
    stdin.end();
  }
}

/** The file's bytes, or why it cannot be used. Never rejects, since it runs ahead of whoever awaits it. */
async function readWhole(
  picture: Picture | undefined,
): Promise<Buffer | { reason: string; errno: string | undefined }> {
  try {
    if (picture === undefined) throw new BadPicture('no picture');
    const file = await readFile(picture.path);
    if (!isComplete(file)) throw new BadPicture('the file is cut off');
    return file;
  } catch (error) {
    return { reason: describeError(error), errno: errnoOf(error) };
  }
}

async function write(stream: Writable, data: Buffer): Promise<void> {
  if (stream.destroyed || stream.write(data)) return;
  const done = new AbortController();
  const stop = { signal: done.signal };
  // A child that died never drains; its end is found by reading its output.
  await Promise.race([once(stream, 'drain', stop), once(stream, 'close', stop)]).catch(() => undefined);
  done.abort();
}

/** Numbers of the frames in the order they came, from ffmpeg's frame list (`0, dts, pts, duration, size, crc`). */
async function frameNumbers(process: FfmpegProcess): Promise<number[]> {
  const [packets, seconds] = PACKET_TIME_BASE.split('/').map(Number) as [number, number];
  const numbers: number[] = [];
  let perPacket = 1;
  for await (const line of createInterface({ input: process.side })) {
    const base = /^#tb 0: (\d+)\/(\d+)/.exec(line);
    if (base !== null) perPacket = (packets * Number(base[2])) / (seconds * Number(base[1]));
    else if (!line.startsWith('#')) numbers.push(Math.round(Number(line.split(',')[2]) / perPacket));
  }
  return numbers;
}

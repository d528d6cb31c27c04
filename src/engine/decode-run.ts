import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { describeError, errnoOf } from './failure.ts';
import { isComplete } from './read-header.ts';
import { BadPicture, type PictureKind } from './picture-kind.ts';
import type { Picture } from './scan-headers.ts';
import { type DecodeRequest, decodeArgs, rawFrameBytes } from './decode-args.ts';
import type { FfmpegProcess, FfmpegRunner } from './ffmpeg-process.ts';
import { FileReader } from './file-reader.ts';
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
    const files = new FileReader();
    let ahead = readWhole(files, pictures[0]);
    for (let number = 0; number < pictures.length; number += 1) {
      const file = await ahead;
      ahead = readWhole(files, pictures[number + 1]);
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
  files: FileReader,
  picture: Picture | undefined,
): Promise<Buffer | { reason: string; errno: string | undefined }> {
  try {
    if (picture === undefined) throw new BadPicture('no picture');
    const file = await files.read(picture.path, picture.size);
    if (!isComplete(file)) throw new BadPicture('the file is cut off');
    return file;
  } catch (error) {
    return { reason: describeError(error), errno: errnoOf(error) };
  }
}

/** Writes, and waits until the bytes are out of our hands; a child that died is found by reading its output. */
function write(stream: Writable, data: Buffer): Promise<void> {
  return new Promise((resolve) => {
    stream.write(data, () => resolve());
  });
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

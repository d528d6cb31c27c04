import { EngineFailure, EXIT } from './failure.ts';
import { type EncodeRequest, encodeArgs } from './encode-args.ts';
import type { FfmpegProcess, FfmpegRunner } from './ffmpeg-process.ts';

/** The running encoder: frames in, at the end a finished file or a failure that says why not. */
export class Encoder {
  #process: FfmpegProcess;

  constructor(ffmpeg: FfmpegRunner, request: EncodeRequest) {
    this.#process = ffmpeg.start(encodeArgs(request));
    this.#process.stdout.resume();
    this.#process.side.resume();
  }

  /** Hands over a frame; the buffer may be used again when the promise resolves. */
  async write(frame: Uint8Array): Promise<void> {
    const { stdin } = this.#process;
    const written = new Promise<boolean>((resolve) => {
      stdin.write(frame, (error) => resolve(error === null || error === undefined));
    });
    if (!(await written)) throw await this.#failure();
  }

  /** Ends the stream and waits for the file. @throws EngineFailure (disk full, output unwritable, ffmpeg failed). */
  async finish(): Promise<void> {
    this.#process.stdin.end();
    const { code, stderr } = await this.#process.ended;
    if (code !== 0 || /No space left on device/.test(stderr)) throw encoderFailure(code, stderr);
  }

  async #failure(): Promise<EngineFailure> {
    const { code, stderr } = await this.#process.ended;
    return encoderFailure(code, stderr);
  }
}

/** What an encoder's end means, by its words where ffmpeg has no code of its own for it. */
export function encoderFailure(code: number | null, stderr: string): EngineFailure {
  const said = stderr.replace(/\s+/g, ' ').slice(-300);
  if (/No space left on device|Disk quota exceeded/.test(stderr)) {
    return new EngineFailure(EXIT.diskFull, 'The disk is full, so the video cannot be written (ENOSPC).');
  }
  if (/Permission denied|Read-only file system/.test(stderr)) {
    return new EngineFailure(EXIT.outputUnwritable, `The video cannot be written (EACCES): ${said}`);
  }
  if (/Input\/output error/.test(stderr)) {
    return new EngineFailure(EXIT.outputUnwritable, `The video cannot be written (EIO): ${said}`);
  }
  if (/Cannot allocate memory|malloc/.test(stderr)) {
    return new EngineFailure(EXIT.ffmpegFailed, `ffmpeg ran out of memory (ENOMEM): ${said}`);
  }
  const how =
    code === null ? 'was killed, most likely for want of memory (ENOMEM),' : `ended with code ${code}`;
  return new EngineFailure(
    EXIT.ffmpegFailed,
    `ffmpeg ${how} while encoding${said === '' ? '.' : `: ${said}`}`,
  );
}

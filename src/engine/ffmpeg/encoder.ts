import { EngineFailure, EXIT } from '../run/failure.ts';
import { DrawnText } from './drawn-text.ts';
import { type EncodeRequest, encodeArgs } from './encode-args.ts';
import type { FfmpegProcess, FfmpegRunner } from './ffmpeg-process.ts';

export class Encoder {
  #child: FfmpegProcess;
  #version = 'unknown';

  constructor(ffmpeg: FfmpegRunner, request: EncodeRequest) {
    const text = request.drawn === undefined ? null : new DrawnText(request.drawn);
    this.#child = ffmpeg.start(encodeArgs(request), undefined, text === null ? [] : [text.descriptor]);
    text?.close();
    this.#child.stdout.resume();
    this.#child.side.resume();
  }

  /** The buffer can be reused when the promise resolves. */
  async write(frame: Uint8Array): Promise<void> {
    const { stdin } = this.#child;
    const written = new Promise<boolean>((resolve) => {
      stdin.write(frame, (error) => resolve(error === null || error === undefined));
    });
    if (!(await written)) throw await this.#failure();
  }

  /** Of the ffmpeg that encodes, such as `5.1.6-0+deb12u1`; known at the end. */
  get version(): string {
    return this.#version;
  }

  /** @throws EngineFailure */
  async finish(): Promise<void> {
    this.#child.stdin.end();
    const { code, stderr, banner } = await this.#child.ended;
    this.#version = /ffmpeg version (\S+)/.exec(banner)?.[1] ?? this.#version;
    if (code !== 0 || /No space left on device/.test(stderr)) throw encoderFailure(code, stderr);
  }

  async #failure(): Promise<EngineFailure> {
    const { code, stderr } = await this.#child.ended;
    return encoderFailure(code, stderr);
  }
}

/** From the output, where ffmpeg has no exit code of its own. */
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
    code === null ? 'was killed, most likely for lack of memory (ENOMEM),' : `ended with code ${code}`;
  return new EngineFailure(
    EXIT.ffmpegFailed,
    `ffmpeg ${how} while encoding${said === '' ? '.' : `: ${said}`}`,
  );
}

import type { Picture } from '../input/scan-headers.ts';
import type { VideoFile } from '../input/video-file.ts';
import { decodeFilters, lowresFor, rawFrameBytes } from './decode-args.ts';
import type { FfmpegProcess, FfmpegRunner } from './ffmpeg-process.ts';
import { killedFailure, lastLine } from './frame-stream.ts';
import type { Frames, FrameSource, Missing, Shown, StreamRequest } from './frame-source.ts';
import type { ProbedVideo } from './probe-video.ts';
import { RawFrameReader } from './raw-frame-reader.ts';

interface Decoding {
  ffmpeg: FfmpegRunner;
  file: VideoFile;
  video: ProbedVideo;
  /** Of the decoder, while nothing else runs. */
  threads: number;
}

/** Out of a video that is decoded from its beginning each time, so that nothing of it has to be put down. */
export function videoSource(decoding: Decoding): FrameSource {
  return {
    parts: () => 1,
    open: (pictures, request, from = 0, to = pictures.length) =>
      new VideoFrames(decoding, pictures.slice(from, to), request),
  };
}

/** The same frames come in the same order each time, so they are known by their number. */
class VideoFrames implements Frames {
  readonly missing: Missing[] = [];
  readonly shown: Shown[] = [];
  readonly #pictures: readonly Picture[];
  readonly #judge: boolean;
  readonly #child: FfmpegProcess;
  readonly #reader: RawFrameReader;
  /** Of the picture after the last one that came. */
  #at = 0;
  /** Of the next frame. */
  #place: number;

  constructor(decoding: Decoding, pictures: readonly Picture[], request: StreamRequest) {
    this.#pictures = pictures;
    this.#judge = request.judge;
    this.#place = pictures[0]!.place!;
    const range = { first: this.#place, end: pictures.at(-1)!.place! + 1 };
    this.#child = decoding.ffmpeg.start(decodeVideoArgs(decoding, request, range));
    this.#child.stdin.end();
    this.#child.side.resume();
    this.#reader = new RawFrameReader(this.#child.stdout);
    this.#frameBytes = rawFrameBytes(request.format, request.size);
  }

  readonly #frameBytes: number;

  async next(into: Uint8Array): Promise<number | undefined> {
    const index = this.#at;
    const wanted = this.#pictures[index]?.place;
    if (wanted !== undefined) {
      while (await this.#reader.fill(into.subarray(0, this.#frameBytes))) {
        this.#place += 1;
        if (this.#place <= wanted) continue;
        this.#at += 1;
        if (this.#judge) this.shown.push({ slot: index, index });
        return index;
      }
    }
    await this.#finish();
    return undefined;
  }

  async #finish(): Promise<void> {
    this.#reader.discardRest();
    const { code, stderr } = await this.#child.ended;
    if (code === null && this.#at < this.#pictures.length) throw killedFailure(stderr);
    const reason = `ffmpeg cannot decode it: ${lastLine(stderr) || 'the video ends before it'}`;
    for (let index = this.#at; index < this.#pictures.length; index += 1)
      this.missing.push({ index, reason, errno: undefined });
    this.#at = this.#pictures.length;
  }
}

function decodeVideoArgs(
  { file, video, threads }: Decoding,
  request: StreamRequest,
  { first, end }: { first: number; end: number },
): string[] {
  const decode = { ...request, kind: video.kind };
  const lowres = lowresFor(decode);
  const filters = [`trim=start_frame=${first}:end_frame=${end}`, ...video.repairs, decodeFilters(decode)];
  return [
    ...['-hide_banner', '-nostdin', '-v', 'error', '-noautorotate', '-copyts'],
    // Elsewhere, what a decoder makes of a damaged picture is needed for those after it.
    ...(video.isAllPictures ? ['-err_detect:v', 'explode'] : []),
    // While the encoder runs, it needs them more.
    ...['-threads', String(request.coarse ? threads : 1)],
    ...(lowres > 0 ? ['-lowres', String(lowres)] : []),
    ...file.input,
    ...['-filter_complex', `[0:v:0]${filters.join(',')}[a]`],
    ...['-map', '[a]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo', 'pipe:1'],
  ];
}

import type { VideoPictures } from '../input/frames-of-video.ts';
import type { VideoFile } from '../input/video-file.ts';
import { EngineFailure, EXIT } from '../run/failure.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';

/** What has to be known before a video can be decoded. */
export interface ProbedVideo extends VideoPictures {
  /** Filters that give square pixels and say what their colours mean, before all others. */
  repairs: readonly string[];
  /** A damaged picture harms no other, so it can be left out. */
  isAllPictures: boolean;
}

type Stream = Partial<
  Record<
    | 'codec_name'
    | 'sample_aspect_ratio'
    | 'color_space'
    | 'avg_frame_rate'
    | 'r_frame_rate'
    | 'nb_read_packets',
    string
  >
> & { width?: number; height?: number; side_data_list?: { rotation?: number }[] };

const SHOWN =
  'stream=codec_name,width,height,sample_aspect_ratio,color_space,avg_frame_rate,r_frame_rate,nb_read_packets' +
  ':stream_side_data=rotation';

/** Turned so by ffprobe, the numbers of EXIF. */
const ORIENTATIONS: Readonly<Record<number, number>> = { 0: 1, 90: 8, 180: 3, 270: 6 };

/** From here on, browsers take colours that say nothing for those of HD. */
const HD_HEIGHT = 720;

/** Reads it to the end, since files that were not finished do not say how many pictures they have. */
export async function probeVideo(ffmpeg: FfmpegRunner, file: VideoFile): Promise<ProbedVideo> {
  const args = ['-v', 'error', '-select_streams', 'v:0', '-count_packets', '-show_entries', SHOWN];
  const child = ffmpeg.start([...args, '-of', 'json', ...file.input], 'ffprobe');
  child.side.resume();
  child.stdin.end();
  let json = '';
  for await (const part of child.stdout.setEncoding('utf8')) json += part as string;
  const { code, stderr } = await child.ended;
  const [stream] = code === 0 ? ((JSON.parse(json) as { streams?: Stream[] }).streams ?? []) : [];
  const said = (stderr.split('\n').at(-1) ?? '').replace(`file:${file.path}: `, '').trim();
  const why = said || 'there are no pictures in it';
  if (stream === undefined)
    throw new EngineFailure(EXIT.noFrames, `The video "${file.name}" cannot be decoded: ${why}.`);
  const count = Number(stream.nb_read_packets) || 0;
  const { width = 0, height = 0 } = stream;
  if (count === 0 || width === 0 || height === 0)
    throw new EngineFailure(EXIT.noFrames, `There are no pictures in the video "${file.name}".`);
  return describe(stream, { count, width, height });
}

function describe(
  stream: Stream,
  { count, width, height }: { count: number; width: number; height: number },
): ProbedVideo {
  const shape = ratio(stream.sample_aspect_ratio, ':') ?? 1;
  const square = Math.max(1, Math.round(width * shape));
  const isAllPictures = stream.codec_name === 'mjpeg';
  const isUnsaid = !isAllPictures && (stream.color_space ?? 'unknown') === 'unknown';
  const turn = stream.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  return {
    kind: {
      codec: isAllPictures && square === width ? 'mjpeg' : 'video',
      width: square,
      height,
      orientation: ORIENTATIONS[((Math.round(turn) % 360) + 360) % 360] ?? 1,
      alpha: false,
    },
    count,
    rate: ratio(stream.avg_frame_rate, '/') ?? ratio(stream.r_frame_rate, '/') ?? 25,
    isAllPictures,
    repairs: [
      ...(isUnsaid ? [`setparams=colorspace=${height < HD_HEIGHT ? 'smpte170m' : 'bt709'}`] : []),
      ...(square === width ? [] : [`scale=${square}:${height}`, 'setsar=1']),
    ],
  };
}

/** Undefined = not said. */
function ratio(text: string | undefined, sign: ':' | '/'): number | undefined {
  const [over, under] = (text ?? '').split(sign).map(Number);
  const value = (over ?? 0) / (under ?? 0);
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

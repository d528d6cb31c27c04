import { z } from 'zod';
import { limited, named } from './texts.ts';

const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');
const count = z.int().min(0);

/** In the order of its life. Plain constants, which the page needs at run time. */
export const CAPTURE_STATES = ['starting', 'capturing', 'holding', 'finishing', 'closed'] as const;
export type CaptureState = (typeof CAPTURE_STATES)[number];

/** Why a picture was not kept. */
export const REFUSALS = [
  'no_answer',
  'http_error',
  'empty',
  'no_picture',
  'other_size',
  'flat',
  'same',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What keeps a capture from taking pictures. */
export const CAPTURE_PROBLEMS = [...REFUSALS, 'folder', 'disk_full'] as const;
export type CaptureProblemCode = (typeof CAPTURE_PROBLEMS)[number];

export const CAPTURE_ENDS = ['stopped', 'print_ended', 'other_print'] as const;
export type CaptureEnd = (typeof CAPTURE_ENDS)[number];

/** How often pictures are taken. */
export const paceShape = {
  interval_seconds: z.number().min(1).max(3600).describe('Seconds between two pictures'),
  max_pictures: z
    .int()
    .min(50)
    .max(20_000)
    .describe('When reached, every second picture is deleted and the interval doubles'),
};

export const captureSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    name: z.string().describe('Name of the print, or as given'),
    printer: z.string().nullable().describe('Name of the printer; null = started without one'),
    camera: z.string().describe('Entity of the camera, or the host of its address'),
    folder_name: z.string().describe('Name of its image folder'),
    timelapse_id: z.string().nullable().describe('Timelapse of its folder, once it is discovered'),
    state: z
      .enum(CAPTURE_STATES)
      .describe(
        'starting = the printer prepares; holding = the print is paused; finishing = the print is over, the last pictures are taken',
      ),
    mode: z.enum(['interval', 'layer']).describe('Pictures by time or by layer'),
    interval_seconds: z.number().describe('Seconds between two pictures at the moment'),
    max_pictures: count.describe('Maximum number of pictures'),
    image_count: count.describe('Pictures in its folder'),
    last_picture_at: time.nullable(),
    refused: z
      .partialRecord(z.enum(REFUSALS), count)
      .describe('Number of pictures that were not kept, by reason'),
    problem: z
      .object({
        code: z.enum(CAPTURE_PROBLEMS).describe('Stable code for programs'),
        message: z.string().describe('The same for people'),
        since: time,
      })
      .nullable()
      .describe('Why no pictures are taken at the moment; the app keeps retrying'),
    started_at: time,
    ended_at: time.nullable().describe('null = still running'),
    ended_because: z.enum(CAPTURE_ENDS).nullable().describe('null = still running'),
  })
  .meta({ id: 'Capture', description: 'Pictures that the app takes itself' });
export type WireCapture = z.infer<typeof captureSchema>;

const entity = limited(
  z.string().regex(/^(?:camera|image)\.[a-z0-9_]+$/, 'must be a camera.* or image.* entity'),
  255,
);

/** As strict as JSON Schema can say it. */
const ADDRESS =
  /^https?:\/\/(?:[^\s/?#@]+@)?(?:\[[0-9a-fA-F:.]+\]|[^\s/?#@:[\]]+)(?::\d{1,5})?(?:[/?#]\S*)?$/;

const pictureAddress = limited(
  z.string().regex(ADDRESS, 'must be an address starting with http:// or https://'),
  2000,
).describe('Address of a camera that answers with its current picture');

export const newCaptureSchema = z
  .strictObject({
    name: named(200).describe('Name of the video'),
    camera: entity.optional().describe('Camera or image entity of Home Assistant'),
    still_image_url: pictureAddress.optional(),
    interval_seconds: paceShape.interval_seconds.default(5),
    max_pictures: paceShape.max_pictures.default(2000),
  })
  .refine(({ camera, still_image_url: url }) => (camera === undefined) !== (url === undefined), {
    path: ['camera'],
    message: 'give either camera or still_image_url',
  })
  .meta({
    id: 'NewCapture',
    description: 'A capture to start without a print',
    oneOf: [{ required: ['camera'] }, { required: ['still_image_url'] }],
  });

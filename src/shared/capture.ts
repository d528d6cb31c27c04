import { z } from 'zod';
import { limited, named } from './texts.ts';

const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');
const count = z.int().min(0);
const percent = z.int().min(0).max(100).nullable();

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
export const CAPTURE_PROBLEMS = [...REFUSALS, 'folder', 'disk_full', 'no_process'] as const;
export type CaptureProblemCode = (typeof CAPTURE_PROBLEMS)[number];

export const CAPTURE_ENDS = ['stopped', 'print_ended', 'other_print'] as const;
export type CaptureEnd = (typeof CAPTURE_ENDS)[number];

/** What becomes of a print that did not succeed. */
export const CAPTURE_OUTCOMES = ['render', 'keep', 'delete'] as const;
export type CaptureOutcome = (typeof CAPTURE_OUTCOMES)[number];

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
    printer_key: z.string().nullable().describe('Its key; null = started without one'),
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
    layer: z.number().nullable().describe('Layer of the newest picture; null = not known'),
    layers: z.number().nullable().describe('Number of layers of the print; null = not known'),
    progress_percent: percent.describe('How much is printed; null = not known'),
    refused: z
      .partialRecord(z.enum(CAPTURE_PROBLEMS), count)
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

const settingShape = {
  capture_enabled: z.boolean().describe('Take pictures of every print of this printer'),
  cameras: z
    .array(entity)
    .max(8)
    .describe('Camera and image entities; several make several folders of one print'),
  mode: z.enum(['interval', 'layer']).describe('Pictures by time or by layer; without layers by time'),
  ...paceShape,
  layer_step: z.int().min(1).max(100).describe('With layer: a picture every so many layers'),
  delay_ms: z.int().min(0).max(60_000).describe('With layer: milliseconds to wait after the change'),
  light_entity: limited(
    z.string().regex(/^(?:light|switch)\.[a-z0-9_]+$/, 'must be a light.* or switch.* entity'),
    255,
  )
    .nullable()
    .describe('Light that is switched on for pictures and put back as it was; null = none'),
  light_seconds: z.number().min(0).max(60).describe('Seconds to wait after it was switched on'),
  light_only_when_dark: z.boolean().describe('Only once a picture was dark'),
  linger_seconds: z.int().min(0).max(3600).describe('Seconds that pictures are taken after the end'),
  when_failed: z
    .enum(CAPTURE_OUTCOMES)
    .describe('What becomes of a failed print: a video, only its pictures, or nothing'),
  when_cancelled: z.enum(CAPTURE_OUTCOMES).describe('The same for a cancelled print'),
  own_videos: z
    .boolean()
    .describe('Bring the videos that the printer makes itself into the gallery; with bambu_lab'),
};

export const printerOptionsSchema = z
  .strictObject(settingShape)
  .meta({ id: 'PrinterOptions', description: 'How pictures of the prints of a printer are taken' });
export type PrinterOptions = z.infer<typeof printerOptionsSchema>;

export const printerOptionsPatchSchema = z
  .strictObject(settingShape)
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'at least one option is required')
  .meta({
    id: 'PrinterOptionsPatch',
    description: 'Options of a printer to change',
    anyOf: Object.keys(settingShape).map((name) => ({ required: [name] })),
  });

export const printerSchema = z
  .object({
    key: z.string().describe('Safe in URLs; stays the same when the printer is renamed'),
    name: z.string().describe('Name in Home Assistant, or as given in the options'),
    integration: z.string().nullable().describe('Integration that found it; null = given in the options'),
    is_reachable: z.boolean().describe('Home Assistant is connected, and the printer reports its state'),
    cameras: z
      .array(z.object({ entity: z.string().describe('Its entity'), name: z.string().describe('Its name') }))
      .describe('Cameras of the same device, best first'),
    lights: z.array(z.string()).describe('Lights of the same device, best first'),
    has_layers: z.boolean().describe('Pictures can be taken by layer'),
    print: z.string().nullable().describe('Name of what it prints; null = nothing'),
    doing: z
      .enum(['printing', 'preparing', 'holding', 'unknown'])
      .nullable()
      .describe(
        'preparing = it heats, homes or levels; holding = it is paused or changes the filament; unknown = it prints, without saying more; null = it does not print',
      ),
    layer: z.number().nullable().describe('Layer that is printed; null = not known'),
    layers: z.number().nullable().describe('Number of layers of the print; null = not known'),
    progress_percent: percent.describe('How much is printed; null = not known'),
    options: printerOptionsSchema.describe('How its pictures are taken'),
    captures: z.array(captureSchema).describe('What is being captured of it'),
  })
  .meta({ id: 'Printer', description: 'A printer that Home Assistant knows' });
export type WirePrinter = z.infer<typeof printerSchema>;

export const testPictureRequestSchema = z
  .strictObject({ camera: entity.optional().describe("Omitted = the printer's first camera") })
  .optional();

export const testPictureSchema = z
  .object({
    camera: z.string().describe('Entity that was asked'),
    took_ms: count.describe('Milliseconds until it was there'),
    age_seconds: count
      .nullable()
      .describe(
        'Seconds since it was taken, of an image entity; of a camera, since the same picture was first seen here; null = unknown',
      ),
    size_bytes: count.describe('Size in bytes'),
    width: count.describe('Pixels'),
    height: count.describe('Pixels'),
    refusal: z.enum(REFUSALS).nullable().describe('Why a capture would not keep it; null = it would'),
    picture: z.string().describe('The picture as a data URL'),
  })
  .meta({ id: 'TestPicture', description: 'A picture that is shown and not kept' });

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

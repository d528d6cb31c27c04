import { z } from 'zod';
import { limited, named } from './texts.ts';

const count = z.int().min(0);
const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');

export const DESTINATION_KINDS = ['s3', 'webdav'] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];
export const SENDS = ['all', 'pinned', 'by_rule'] as const;
export type Sends = (typeof SENDS)[number];
export const UPLOAD_STATES = ['waiting', 'sending', 'done', 'failed', 'cancelled'] as const;
export type UploadState = (typeof UPLOAD_STATES)[number];
export const UPLOAD_CHECKS = ['checksum', 'read_back'] as const;
export type UploadCheck = (typeof UPLOAD_CHECKS)[number];

export const UPLOAD_REASONS = [
  'unreachable',
  'connection_lost',
  'timed_out',
  'server_busy',
  'corrupted',
  'video_unavailable',
  'video_missing',
  'refused',
  'not_found',
  'full',
  'too_large',
  'redirected',
  'certificate',
  'no_tls',
  'clock_wrong',
  'wrong_answer',
  'secret_missing',
] as const;
export type UploadReason = (typeof UPLOAD_REASONS)[number];

const kind = z
  .enum(DESTINATION_KINDS)
  .describe('s3 = storage that speaks the S3 protocol; webdav = a folder such as one of Nextcloud');
const sends = z
  .enum(SENDS)
  .describe(
    'What is uploaded automatically: all = each video made from now on, pinned = those that are pinned, by_rule = only ' +
      'what a person sends',
  );

/** Not longer than a header may be. */
const SECRET_MAX = 1000;
const noControls = (text: z.ZodString) =>
  text.regex(/^[^\u0000-\u001f\u007f]*$/, 'must not contain line breaks or other control characters');

/** A user name, a password, ? and # have no place in it. */
const serverUrl = limited(z.string().trim(), 2000)
  .regex(
    /^https?:\/\/(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\dA-Fa-f:.]{2,45}\])(?::(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?(?:\/[^\s?#\\\u0000-\u001f\u007f]*)?$/,
    'must be an address such as https://cloud.example.org/path, without a user name, ? or #',
  )
  .refine((text) => URL.canParse(text), 'must be an address such as https://cloud.example.org/path');

const folder = limited(z.string().trim(), 500).regex(
  /^(?!(?:.*\/)?\.{1,2}(?:\/|$))[^\\\u0000-\u001f\u007f]*$/,
  'must not contain \\, line breaks, or . and .. as a part',
);

const destinationFields = {
  kind,
  name: named(100).describe('For people; unique'),
  url: serverUrl.describe(
    'S3: the address of the service; WebDAV: the folder that the user name opens, for Nextcloud ' +
      'https://cloud.example.org/remote.php/dav/files/NAME',
  ),
  bucket: limited(z.string().trim(), 255)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be the name of a bucket')
    .nullish()
    .describe('Bucket; only for S3, where it is required'),
  region: limited(z.string().trim(), 100)
    .regex(/^[A-Za-z0-9-]+$/, 'must be a region such as eu-central-1')
    .nullish()
    .describe('Region; only for S3; null = us-east-1, which most services accept'),
  folder: folder.default('').describe('Folder below the address or in the bucket; it is made where needed'),
  user: noControls(named(300)).describe('S3: id of the access key; WebDAV: user name'),
  sends: sends.default('by_rule'),
};

type Kinded = {
  user: string;
  kind: DestinationKind;
  bucket?: string | null | undefined;
  region?: string | null | undefined;
};

/** It goes into a header as it is. */
const KEY_ID = /^[!-~]+$/;

/** What depends on the kind. */
function checkKind({ kind: of, bucket, region, user }: Kinded, context: z.RefinementCtx): void {
  const add = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (of === 's3' && !KEY_ID.test(user)) add('user', 'must be the id of an access key');
  if (of === 's3' && !bucket) add('bucket', 'is required for S3');
  if (of === 'webdav' && bucket) add('bucket', 'must not be given for WebDAV');
  if (of === 'webdav' && region) add('region', 'must not be given for WebDAV');
}

const byKind = [
  {
    properties: {
      kind: { const: 's3', description: 'S3 has a bucket' },
      bucket: { type: 'string', description: 'Required' },
      user: { type: 'string', pattern: KEY_ID.source, description: 'Without spaces or other letters' },
    },
    required: ['bucket'],
  },
  {
    properties: {
      kind: { const: 'webdav', description: 'WebDAV has no bucket' },
      bucket: { type: 'null', description: 'None' },
      region: { type: 'null', description: 'None' },
    },
  },
];

export const newDestinationSchema = z
  .strictObject({
    ...destinationFields,
    secret: noControls(limited(z.string().min(1), SECRET_MAX)).describe(
      'S3: secret of the access key; WebDAV: password, best one only for this app. It is never sent back',
    ),
  })
  .superRefine(checkKind)
  .meta({
    id: 'NewDestination',
    description: 'A server of the user that videos are uploaded to',
    oneOf: byKind,
  });
export type WireNewDestination = z.input<typeof newDestinationSchema>;

export const changedDestinationSchema = z
  .strictObject({
    ...destinationFields,
    secret: noControls(limited(z.string().min(1), SECRET_MAX))
      .optional()
      .describe('Without it the saved one is kept; required when the server or the user name changes'),
  })
  .superRefine(checkKind)
  .meta({ id: 'ChangedDestination', description: 'All values of a destination', oneOf: byKind });
export type DestinationValues = z.output<typeof changedDestinationSchema>;

export const destinationSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    kind,
    name: z.string().describe('For people'),
    url: z.string().describe('Address of the server'),
    bucket: z.string().nullable().describe('Bucket; null for WebDAV'),
    region: z.string().nullable().describe('Region; null = us-east-1, or WebDAV'),
    folder: z.string().describe('Folder below the address or in the bucket'),
    user: z.string().describe('S3: id of the access key; WebDAV: user name'),
    sends,
    has_secret: z
      .boolean()
      .describe('false = it has to be entered again, as after a backup was restored: backups do not have it'),
    waiting_count: count.describe('Uploads that wait or are being sent'),
    failed_count: count.describe('Uploads that failed'),
    done_count: count.describe('Videos that are there'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Destination', description: 'A server of the user that videos are uploaded to' });
export type WireDestination = z.infer<typeof destinationSchema>;

const reasonCode = z.enum(UPLOAD_REASONS).nullable();

export const destinationTestSchema = z
  .object({
    is_ok: z.boolean().describe('A small file was written, read back and compared'),
    reason_code: reasonCode.describe('Why not; null = it works'),
    reason: z.string().nullable().describe('The same for people, with what to do'),
    detail: z.string().nullable().describe("The server's or the system's own words"),
    left_behind: z
      .string()
      .nullable()
      .describe('Name of the small file, where the server does not let it be deleted; null = it is gone'),
  })
  .meta({ id: 'DestinationTest', description: 'Whether a destination works' });
export type WireDestinationTest = z.infer<typeof destinationTestSchema>;

export const newUploadSchema = z
  .strictObject({ destination_id: limited(z.string().min(1), 100).describe('Which destination') })
  .meta({ id: 'NewUpload', description: 'A wish to upload a video' });

export const uploadSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    timelapse_id: z.string().describe('Timelapse whose video it is'),
    timelapse_title: z.string().nullable().describe('As people read it; null = it was deleted'),
    destination_id: z.string().describe('Where it is sent'),
    destination_name: z.string().describe('The same for people'),
    state: z
      .enum(UPLOAD_STATES)
      .describe('Current step in its life; what waits may have a reason for that, and is tried again'),
    progress_percent: z.number().min(0).max(100).nullable().describe('Only while it is being sent'),
    bytes: count.nullable().describe('Size of the video; null until it was read'),
    remote_name: z.string().nullable().describe('Name of the file there; null until it is there'),
    sha256: z.string().nullable().describe('Checksum of the video in hexadecimal; null until it was read'),
    checked_by: z
      .enum(UPLOAD_CHECKS)
      .nullable()
      .describe(
        "checksum = the server's checksum of each part was compared; read_back = the file was read back and compared; " +
          'null = not yet',
      ),
    tries: count.describe('Tries in a row that did not succeed'),
    next_try_at: time.nullable().describe('When it is tried again; null = it does not wait for that'),
    reason_code: reasonCode.describe('Why it failed, or has to wait'),
    reason: z.string().nullable().describe('The same for people, with what to do'),
    detail: z.string().nullable().describe("The server's or the system's own words"),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'Upload', description: 'A video on its way to a destination, or there' });
export type WireUpload = z.infer<typeof uploadSchema>;

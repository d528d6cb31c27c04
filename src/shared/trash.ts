import { z } from 'zod';

export const trashedVideoSchema = z
  .object({
    id: z.string().describe('Id of the timelapse, which it keeps when it is restored'),
    title: z.string().describe('Title, or else name of its folder'),
    folder_name: z.string().describe('Name of the image folder'),
    printer: z.string().nullable().describe('Its printer; null = unknown'),
    job_name: z.string().nullable().describe('Name of the print job it was linked to; null = none'),
    video_duration: z.number().nullable().describe('Length of the video in seconds; null = unknown'),
    image_count: z.int().min(0).describe('Number of frames it had'),
    size_bytes: z.int().min(0).describe('Bytes of its files, also of copies of the video'),
    deleted_at: z.iso.datetime().describe('When it was deleted'),
    expires_at: z.iso.datetime().describe('From when on it may be deleted for good, at night'),
  })
  .meta({ id: 'TrashedVideo', description: 'The video of a deleted timelapse, which can be restored' });
export type WireTrashedVideo = z.infer<typeof trashedVideoSchema>;

export const emptiedTrashSchema = z
  .object({
    deleted: z.int().min(0).describe('Number of videos'),
    freed_bytes: z.int().min(0).describe('Bytes of their files, which are removed after the answer'),
  })
  .meta({ id: 'EmptiedTrash', description: 'What was in the trash' });

import { z } from 'zod';
import { limited, named } from './texts.ts';

/** Places that Home Assistant can bring a video to. */
export const notifyTargetSchema = z.object({
  target: z
    .string()
    .describe('What messages are sent to: an action such as notify.mobile_app_phone, or an entity'),
  name: z.string().describe('For people'),
  takes_video: z.boolean().describe('It shows the video itself; others get a message only'),
});

export const playerTargetSchema = z.object({
  entity_id: z.string().describe('The media player'),
  name: z.string().describe('For people'),
  is_available: z.boolean().describe('Whether it is reachable now'),
});

export const uploadTargetSchema = z.object({
  action: z.string().describe('Action of Home Assistant'),
  name: z.string().describe('For people'),
  accounts: z
    .array(
      z.object({ config_entry_id: z.string().describe('Its id'), name: z.string().describe('For people') }),
    )
    .describe('Accounts it may be sent to; empty = the action needs none'),
  max_bytes: z.int().nullable().describe('Larger videos are refused by it; null = no limit is known'),
  reaches: z.boolean().describe('Whether it may read the video, or videos in the output folder'),
});

export const targetsSchema = z
  .object({
    notify: z.array(notifyTargetSchema).describe('Where messages can be sent'),
    players: z.array(playerTargetSchema).describe('Media players that can play a video'),
    uploads: z.array(uploadTargetSchema).describe('Actions that can upload a video'),
    allowed_folders: z
      .array(z.string())
      .describe("Folders that Home Assistant's actions may read; links that lead out of them do not count"),
  })
  .meta({ id: 'Targets', description: 'Where Home Assistant can bring videos' });
export type WireTargets = z.infer<typeof targetsSchema>;

const entityId = z.string().regex(/^[a-z0-9_]+\.[a-z0-9_]+$/, 'must be an id such as media_player.tv');

export const notifyRequestSchema = z.strictObject({
  target: entityId.describe('One of the notify targets'),
  message: named(2000).optional().describe('Instead of the usual text'),
});
export type NotifyRequest = z.infer<typeof notifyRequestSchema>;

export const playRequestSchema = z.strictObject({
  entity_id: z
    .string()
    .regex(/^media_player\.[a-z0-9_]+$/, 'must be a media player, such as media_player.tv')
    .describe('The media player'),
});

const text = limited(z.string().trim(), 200);
export const uploadRequestSchema = z.strictObject({
  action: entityId.describe('One of the uploads'),
  config_entry_id: text.optional().describe('One of its accounts; without one, the first'),
  album: text.optional().describe('Name of an album (Google Photos), or its id (Immich)'),
  folder: text.optional().describe('Folder (OneDrive)'),
  chat: text.optional().describe('Id of a chat (Telegram)'),
});
export type UploadRequest = z.infer<typeof uploadRequestSchema>;

export const sentSchema = z
  .object({
    is_done: z.boolean().describe('false = Home Assistant is still at it; a notice tells if it fails'),
  })
  .meta({ id: 'Sent', description: 'What became of something that was sent' });

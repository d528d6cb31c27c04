import type { UploadRequest } from '../../shared/places.ts';

const MB = 1024 * 1024;
const FOLDER = 'Timelapses';

/** The video as an action sees it. */
export interface UploadVideo {
  /** As Home Assistant's file system has it. */
  path: string;
  /** Null = not in its media. */
  mediaContentId: string | null;
  title: string;
}

export interface UploadAction {
  /** `domain.service` */
  action: string;
  name: string;
  /** Integration whose accounts it takes. */
  accountsOf: string;
  /** Without one it takes the account that there is. */
  isAccountOptional?: boolean;
  maxBytes: number | null;
  /** By path, where Home Assistant has to allow the folder; by media id, which follows links. */
  reads: 'path' | 'media';
  data: (video: UploadVideo, request: UploadRequest, account: string | null) => Record<string, unknown>;
}

/**
 * What Home Assistant has, with its own limits. Source: home-assistant/core, components `google_photos`, `onedrive`,
 * `immich`, `telegram_bot` (services.py); 50 MB is the limit of Telegram's Bot API.
 */
export const UPLOAD_ACTIONS: readonly UploadAction[] = [
  {
    ...{ action: 'google_photos.upload', name: 'Google Photos', accountsOf: 'google_photos' },
    ...{ maxBytes: 20 * MB, reads: 'path' },
    data: ({ path }, { album }, account) => ({
      ...{ config_entry_id: account, filename: [path], album: album || FOLDER },
    }),
  },
  {
    ...{ action: 'onedrive.upload', name: 'OneDrive', accountsOf: 'onedrive' },
    ...{ maxBytes: 250 * MB, reads: 'path' },
    data: ({ path }, { folder }, account) => ({
      ...{ config_entry_id: account, filename: [path], destination_folder: folder || FOLDER },
    }),
  },
  {
    ...{ action: 'immich.upload_file', name: 'Immich', accountsOf: 'immich' },
    ...{ maxBytes: null, reads: 'media' },
    data: ({ mediaContentId }, { album }, account) => ({
      config_entry_id: account,
      file: { media_content_id: mediaContentId, media_content_type: 'video/mp4' },
      ...(album ? { album_id: album } : {}),
    }),
  },
  {
    ...{ action: 'telegram_bot.send_video', name: 'Telegram', accountsOf: 'telegram_bot' },
    ...{ isAccountOptional: true, maxBytes: 50 * MB, reads: 'path' },
    // A name may hold what Telegram takes for markup.
    data: ({ path, title }, { chat }, account) => ({
      ...{ file: path, caption: title, parse_mode: 'plain_text' },
      ...(account === null ? {} : { config_entry_id: account }),
      ...(chat ? { chat_id: [Number.isInteger(Number(chat)) ? Number(chat) : chat] } : {}),
    }),
  },
];

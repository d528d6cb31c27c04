/** What is usually wanted of a copy. A plain constant, which the page needs at run time. */
export interface SharePreset {
  kind: 'mp4' | 'gif' | 'webp';
  /** What the service takes, as it says itself; null = more than anyone has. */
  allowedBytes: number | null;
  /** Null = as large as it gets. */
  maxBytes: number | null;
  aspect: 'original' | '9:16';
  maxSeconds: number | null;
}

/**
 * Below what a service allows, since some count more than the file: Discord 10 MB and Telegram 50 MB, less 2 %; a mail
 * of 20 MB carries its files as text, which takes a third more.
 */
export const SHARE_PRESETS = {
  chat: { kind: 'mp4', allowedBytes: 10_000_000, maxBytes: 9_800_000, aspect: 'original', maxSeconds: null },
  mail: { kind: 'mp4', allowedBytes: 20_000_000, maxBytes: 14_600_000, aspect: 'original', maxSeconds: null },
  telegram: {
    kind: 'mp4',
    allowedBytes: 50_000_000,
    maxBytes: 49_000_000,
    aspect: 'original',
    maxSeconds: null,
  },
  shorts: { kind: 'mp4', allowedBytes: null, maxBytes: null, aspect: '9:16', maxSeconds: 60 },
  gif: { kind: 'gif', allowedBytes: 10_000_000, maxBytes: 9_800_000, aspect: 'original', maxSeconds: 10 },
} as const satisfies Record<string, SharePreset>;
export type SharePresetName = keyof typeof SHARE_PRESETS;

/** Seconds of a GIF or WebP for which no length is given: their files grow quickly. */
export const MOVING_PICTURE_SECONDS = 10;

import { errnoOf, isDiskFull, isForWant, messageOf } from '../lib/errors.ts';
import type { ShareReason } from '../shared/share-copies.ts';
import type { Reason } from './share-copy.ts';

/** Why there is no copy; caught by whoever asked for it. */
export class CopyFailed extends Error {
  readonly reason: Reason;

  constructor(code: ShareReason, detail = '', smallestBytes: number | null = null) {
    super(`${code}: ${detail}`);
    this.reason = { code, detail, smallestBytes };
  }

  /** The copy waits until it has passed. */
  get mayPass(): boolean {
    return ['output_unavailable', 'no_process'].includes(this.reason.code);
  }
}

/** Of a share: it does not answer, or is not there. */
const AWAY = new Set(['ETIMEDOUT', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENOTCONN', 'ESTALE', 'EIO']);

/** @param error of the system, for a file beside the video */
export function fromFileError(error: unknown): CopyFailed {
  if (error instanceof CopyFailed) return error;
  if (isDiskFull(error)) return new CopyFailed('disk_full', messageOf(error));
  const isAway = AWAY.has(errnoOf(error) ?? '') || isForWant(error);
  return new CopyFailed(isAway ? 'output_unavailable' : 'not_writable', messageOf(error));
}

/** @param text the last lines of ffmpeg */
export function fromFfmpeg(text: string): CopyFailed {
  const reasons: [RegExp, ShareReason][] = [
    [/no space left|quota exceeded/i, 'disk_full'],
    [/bitrate is too low/i, 'too_large'],
    [/unknown encoder|encoder not found/i, 'encoder_missing'],
    [/no such filter: '?ass\b/i, 'filter_missing'],
    [/permission denied|read-only file system/i, 'not_writable'],
    [/input\/output error|stale file handle|host is down/i, 'output_unavailable'],
    [/moov atom not found|invalid data found/i, 'video_unreadable'],
  ];
  const code = reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'ffmpeg_failed';
  return new CopyFailed(code, text);
}

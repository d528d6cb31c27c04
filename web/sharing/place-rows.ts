import type { PlaceRequest, Upload } from '../api/places.ts';
import type { WireTargets, WireTimelapse } from '../contract.ts';
import type { ShareTexts } from './share-texts-en.ts';

/** Actions that find a video by its media id need no folder that they may read. */
const BY_MEDIA_ID = 'immich.upload_file';

/** A place that a video can be sent to, as one row. */
export interface PlaceRow {
  key: string;
  icon: 'message' | 'screen' | 'upload';
  name: string;
  /** What it is, or why it is not possible now. */
  about: string;
  isPossible: boolean;
  /** To choose from; empty = nothing to choose. */
  accounts: Upload['accounts'];
  request: (account: string | undefined) => PlaceRequest;
}

/** What shows the video comes first. @param formatBytes for people */
export function placeRows(
  { notify, players, uploads }: WireTargets,
  { file_size_bytes: bytes }: WireTimelapse,
  texts: ShareTexts,
  formatBytes: (bytes: number) => string,
): PlaceRow[] {
  const messages = (withVideo: boolean): PlaceRow[] =>
    notify
      .filter(({ takes_video: takesVideo }) => takesVideo === withVideo)
      .map(({ target, name }) => ({
        ...{ key: target, icon: 'message', name, isPossible: true, accounts: [] },
        about: withVideo ? texts.message : texts.plainMessage,
        request: () => ({ kind: 'notify', target }),
      }));
  return [
    ...messages(true),
    ...players.map(({ entity_id: entityId, name, is_available: isPossible }): PlaceRow => ({
      ...{ key: entityId, icon: 'screen', name, isPossible, accounts: [] },
      about: isPossible ? texts.screen : texts.screenOff,
      request: () => ({ kind: 'play', entityId }),
    })),
    ...uploads.map((upload): PlaceRow => {
      const obstacle = obstacleOf(upload, bytes, texts, formatBytes);
      return {
        ...{ key: upload.action, icon: 'upload', name: upload.name, isPossible: obstacle === null },
        about: obstacle ?? accountName(upload) ?? texts.upload,
        accounts: upload.accounts.length > 1 ? upload.accounts : [],
        request: (account) => ({ kind: 'upload', action: upload.action, account }),
      };
    }),
    ...messages(false),
  ];
}

/** Whether a place would be possible if the videos were elsewhere. */
export function isOutOfReach(targets: WireTargets | null): boolean {
  return targets?.uploads.some(({ action, reaches }) => !reaches && action !== BY_MEDIA_ID) ?? false;
}

function obstacleOf(
  { action, reaches, max_bytes: most }: Upload,
  bytes: number | null,
  texts: ShareTexts,
  formatBytes: (bytes: number) => string,
): string | null {
  if (!reaches) return action === BY_MEDIA_ID ? texts.notInMedia : texts.outOfReach;
  return most !== null && (bytes ?? 0) > most ? texts.tooLarge(formatBytes(most)) : null;
}

function accountName({ accounts: [only, other] }: Upload): string | null {
  return only && !other ? only.name : null;
}

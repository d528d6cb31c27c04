import type { Timelapse } from '../timelapses/timelapse.ts';
import type { SeenVideo } from './scan-protocol.ts';

/** Within this time, a video that has become longer is still the same. */
const GOES_ON_MS = 10 * 60_000;

export type VideoChange =
  /** As it was taken in. */
  | 'same'
  /** Its timelapse is made again: there is no video of it yet, or it was not complete. */
  | 'renewed'
  /** Another video has the name now; the earlier one is kept. */
  | 'another'
  /** Undecided while it is converted. */
  | 'wait';

/** @param known the timelapse of its path */
export function decideVideoChange(seen: SeenVideo, known: Timelapse): VideoChange {
  if (isAsKnown(seen, known)) return 'same';
  if (known.status === 'processing') return 'wait';
  const hasVideo = known.files.some(({ kind }) => kind === 'video');
  const wentOn =
    seen.sizeBytes > known.newestSize && seen.modifiedAt - known.fingerprint.newestAt < GOES_ON_MS;
  return hasVideo && !wentOn ? 'another' : 'renewed';
}

export function isAsKnown({ sizeBytes, modifiedAt }: SeenVideo, known: Timelapse): boolean {
  return known.newestSize === sizeBytes && known.fingerprint.newestAt === modifiedAt;
}

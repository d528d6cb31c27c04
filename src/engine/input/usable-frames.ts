import { EngineFailure, EXIT } from '../run/failure.ts';
import type { SourceListing } from './list-frames.ts';
import type { DroppedFrame } from './scan-headers.ts';

/** If more are broken, something is wrong with the folder. */
export const MAX_BROKEN = 0.2;

/** @param errnos of frames that could not be read @throws EngineFailure when too few frames are left */
export function requireUsable(
  { frames, passedOver }: SourceListing,
  dropped: readonly DroppedFrame[],
  errnos: readonly string[],
): void {
  const total = frames.length;
  if (total === 0) {
    const why =
      passedOver === 0
        ? '.'
        : `: none of the ${passedOver} picture names in it belongs to a usable file. ` +
          'Links are not followed, and names must be UTF-8.';
    throw new EngineFailure(
      EXIT.noFrames,
      `There are no frames (JPEG, PNG or WebP files) in the source folder${why}`,
    );
  }
  if (dropped.length <= total * MAX_BROKEN) return;
  const example = `"${dropped[0]!.name}": ${dropped[0]!.reason}`;
  if (errnos.length > dropped.length / 2) {
    throw new EngineFailure(
      EXIT.sourceUnreadable,
      `${dropped.length} of ${total} frames cannot be read from the source folder (${errnos[0]}); ${example}.`,
    );
  }
  throw new EngineFailure(
    EXIT.noFrames,
    `${dropped.length} of ${total} frames cannot be decoded, which is more than 20 %; ${example}.`,
  );
}

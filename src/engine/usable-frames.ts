import { EngineFailure, EXIT } from './failure.ts';
import type { DroppedFrame } from './scan-headers.ts';

/** More than this part of the frames broken means that something is wrong with the folder, not with a frame. */
const MOST_BROKEN = 0.2;

/**
 * Refuses to go on where too few frames are left.
 *
 * @param errnos code words of the frames whose file could not be read
 * @throws EngineFailure (no frames; source unreadable where reading, not decoding, is what fails)
 */
export function requireUsable(
  total: number,
  dropped: readonly DroppedFrame[],
  errnos: readonly string[],
): void {
  if (total === 0) {
    throw new EngineFailure(
      EXIT.noFrames,
      'There are no frames (JPEG, PNG or WebP files) in the source folder.',
    );
  }
  if (dropped.length <= total * MOST_BROKEN) return;
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

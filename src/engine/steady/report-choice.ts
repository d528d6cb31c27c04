import type { Picture } from '../input/scan-headers.ts';
import { type Report, rounded } from '../output/report.ts';
import type { Choice } from './choose-pictures.ts';

/** What the report says of a choice. */
export function reportChoice(
  choice: Choice,
  used: readonly Picture[],
  isLeftOut: (picture: Picture) => boolean,
): Report['steady'] {
  const { mode, applied, reason, candidates, frames, before, after } = choice;
  const [movementBefore, movementAfter] = rounded([before, after], 3) as [number, number];
  const shown = frames.map((frame) => used[frame]!).filter((picture) => !isLeftOut(picture));
  return {
    mode,
    applied,
    reason,
    candidates,
    chosen: shown.map(({ name }) => name),
    movement_before: movementBefore,
    movement_after: movementAfter,
  };
}

import { uprightSize } from '../input/picture-kind.ts';
import type { Picture } from '../input/scan-headers.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import type { Grid } from '../measure/grid.ts';
import type { Framing } from '../output/framing.ts';
import { figuresOf } from './figures.ts';
import { findBlackFlashes, findPlaceholders } from './flat-and-black.ts';
import type { Findings } from './frame-state.ts';
import { findBlurred, findFrozen } from './marked-frames.ts';
import { shownCells } from './shown-cells.ts';

/** With fewer there is nothing to compare with. */
const MIN_FRAMES = 3;

export interface JudgeRequest {
  used: readonly Picture[];
  features: FeatureReader;
  sharpness: readonly number[];
  grid: Grid;
}

/** What is wrong with the frames, by what pass 1 has measured anyway. */
export function judgeFrames({ used, features, sharpness, grid }: JudgeRequest, framing: Framing): Findings {
  const findings: Findings = new Map();
  if (used.length < MIN_FRAMES) return findings;
  const { whole } = framing;
  const figures = figuresOf(features, grid.columns, (frame) => shownCells(used[frame]!.kind, framing, grid));
  const frames = figures.map((figure, i) => {
    const { width, height } = uprightSize(used[i]!.kind);
    return { ...figure, isOfOtherSize: width !== whole.width || height !== whole.height };
  });
  const fileSizes = used.map(({ size }) => size);
  findPlaceholders(frames, findings);
  findBlackFlashes(frames, findings);
  for (const [frame, { isOfOtherSize }] of frames.entries()) {
    if (isOfOtherSize && !findings.has(frame)) {
      findings.set(frame, {
        state: 'other_size',
        reason: 'It has another size than the others.',
        leftOut: false,
      });
    }
  }
  findFrozen(frames, fileSizes, findings);
  findBlurred(frames, sharpness, fileSizes, findings);
  return findings;
}

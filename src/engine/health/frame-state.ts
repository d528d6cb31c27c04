import type { FrameState } from '../output/report.ts';

/** What is wrong with a frame. */
export interface Finding {
  state: FrameState;
  /** A plain sentence. */
  reason: string;
  /** Not in the video. */
  leftOut: boolean;
}

/** Frames by number; good ones are not listed. */
export type Findings = Map<number, Finding>;

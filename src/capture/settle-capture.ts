import type { CaptureOutcome } from '../shared/capture.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';

/**
 * What becomes of the folder of a capture that is over: `queue` = it is rendered, `hold` = it only starts by hand,
 * `delete` = its pictures go, `release` = its usual rules apply again, `wait` = not now, `done` = nothing.
 */
export type Settlement = 'queue' | 'hold' | 'delete' | 'release' | 'wait' | 'done';

export interface SettleInput {
  captureId: string;
  /** Of its folder, as scanned after the last picture; null = none. */
  timelapse: Pick<Timelapse, 'captureId' | 'status' | 'fingerprint' | 'held'> | null;
  /** Null = rendering is only started by hand. */
  minFrames: number | null;
  outcome: CaptureOutcome;
}

export function settlementOf({ captureId, timelapse, minFrames, outcome }: SettleInput): Settlement {
  if (timelapse?.captureId !== captureId) return 'done';
  const { status, held, fingerprint } = timelapse;
  if (status === 'pending' || status === 'processing') return 'wait';
  if (status !== 'discovered' || held) return 'release';
  if (outcome === 'delete') return 'delete';
  if (outcome === 'keep') return 'hold';
  return minFrames !== null && fingerprint.count >= minFrames ? 'queue' : 'release';
}

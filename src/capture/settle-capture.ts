import type { Timelapse } from '../timelapses/timelapse.ts';

/**
 * What becomes of the folder of a capture that is over: `queue` = it is rendered, `release` = its usual rules apply
 * again, `wait` = not now, `done` = nothing.
 */
export type Settlement = 'queue' | 'release' | 'wait' | 'done';

export interface SettleInput {
  captureId: string;
  /** Of its folder, as scanned after the last picture; null = none. */
  timelapse: Pick<Timelapse, 'captureId' | 'status' | 'fingerprint' | 'held'> | null;
  /** Null = rendering is only started by hand. */
  minFrames: number | null;
}

export function settlementOf({ captureId, timelapse, minFrames }: SettleInput): Settlement {
  if (timelapse?.captureId !== captureId) return 'done';
  if (timelapse.status === 'pending' || timelapse.status === 'processing') return 'wait';
  const mayStart = timelapse.status === 'discovered' && !timelapse.held && minFrames !== null;
  return mayStart && timelapse.fingerprint.count >= minFrames ? 'queue' : 'release';
}

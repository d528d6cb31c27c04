import type { WireTimelapse } from '../contract.ts';

export interface Failure {
  timelapse: WireTimelapse;
  error: unknown;
}

/** One after another, so that the order of the queue is that of the list; what fails holds up nothing. */
export async function eachOf(
  chosen: readonly WireTimelapse[],
  act: (timelapse: WireTimelapse) => Promise<unknown>,
): Promise<{ done: WireTimelapse[]; failed: Failure[] }> {
  const done: WireTimelapse[] = [];
  const failed: Failure[] = [];
  for (const timelapse of chosen) {
    try {
      await act(timelapse);
      done.push(timelapse);
    } catch (error) {
      failed.push({ timelapse, error });
    }
  }
  return { done, failed };
}

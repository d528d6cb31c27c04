import { statisticsRoutes, type WireStatistics } from '../contract.ts';
import { createClient } from './client.ts';

const api = createClient(statisticsRoutes);

/** @throws ApiError */
export function readStatistics(): Promise<WireStatistics> {
  return api.getStatistics({});
}

/** Nobody waits for it, and nobody misses it. */
export function countWatched(id: string): void {
  void api.countWatched({ params: { id } }).catch(() => {});
}

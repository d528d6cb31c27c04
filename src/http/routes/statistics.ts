import type { StatisticsReader } from '../../statistics/statistics-reader.ts';
import type { Timelapse } from '../../timelapses/timelapse.ts';
import { toWireStatistics } from '../../wire/statistics-to-wire.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { Handlers } from '../endpoint.ts';

export interface StatisticsRouteDeps {
  statistics: StatisticsReader;
  view: Pick<WireView, 'stats' | 'storage'>;
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
  now: () => number;
}

export function statisticsRoutes({
  statistics,
  view,
  get,
  now,
}: StatisticsRouteDeps): Pick<Handlers, 'getStatistics' | 'countWatched'> {
  return {
    async getStatistics() {
      const read = await statistics.read(now());
      const stats = await view.stats();
      return { status: 200, body: toWireStatistics(read, await view.storage(stats), stats) };
    },
    async countWatched({ params: { id } }) {
      await get(id);
      await statistics.countWatched(id);
      return { status: 204 };
    },
  };
}

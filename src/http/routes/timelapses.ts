import { readFile } from 'node:fs/promises';
import { notFound } from '../../lib/errors.ts';
import type { SortKey } from '../../shared/statuses.ts';
import { fileOf } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { ListFilter } from '../../timelapses/timelapse-store.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { EndpointInput, Handlers } from '../endpoint.ts';

type Names =
  | 'listTimelapses'
  | 'getStats'
  | 'getTimelapse'
  | 'processTimelapse'
  | 'cancelTimelapse'
  | 'deleteTimelapse'
  | 'pinTimelapse'
  | 'getLog';

export interface TimelapseRouteParts {
  service: TimelapseService;
  view: WireView;
  /** What a running engine has printed so far; null when it does not run. */
  outputOf: (id: string) => string | null;
}

/** Handlers for the records themselves; files of theirs are in `timelapse-files.ts`. */
export function timelapseRoutes({ service, view, outputOf }: TimelapseRouteParts): Pick<Handlers, Names> {
  return {
    async listTimelapses({ query }) {
      const { timelapses, total } = await service.list(toFilter(query));
      return {
        status: 200,
        body: await view.timelapses(timelapses),
        headers: { 'X-Total-Count': String(total) },
      };
    },
    async getStats() {
      return { status: 200, body: await view.stats() };
    },
    async getTimelapse({ params }) {
      return { status: 200, body: await view.timelapse(await service.get(params.id)) };
    },
    async processTimelapse({ params }) {
      return { status: 202, body: await view.timelapse(await service.processNow(params.id)) };
    },
    async cancelTimelapse({ params }) {
      return { status: 202, body: await view.timelapse(await service.cancel(params.id)) };
    },
    async deleteTimelapse({ params, query }) {
      await service.delete(params.id, query.delete_source);
      return { status: 204 };
    },
    async pinTimelapse({ params, body }) {
      return { status: 200, body: await view.timelapse(await service.setPinned(params.id, body?.pinned)) };
    },
    async getLog({ params, res }) {
      const timelapse = await service.get(params.id);
      const path = fileOf(timelapse, 'log')?.path;
      const text = outputOf(params.id) ?? (path ? await readFile(path, 'utf8').catch(() => null) : null);
      if (text === null) throw notFound('This timelapse has not been rendered yet, so there is no log.');
      res.type('text/plain').set('Cache-Control', 'no-store').send(text);
      return 'handled';
    },
  };
}

function toFilter(query: EndpointInput<'listTimelapses'>['query']): ListFilter {
  const { status, linked, linked_only, pinned, sort, limit, offset } = query;
  const wantsLinked = linked_only === true ? true : linked;
  return {
    ...(status === undefined ? {} : { statuses: [status].flat() }),
    ...(wantsLinked === undefined ? {} : { linked: wantsLinked }),
    ...(pinned === undefined ? {} : { pinned }),
    sort: sort.replace(/^-/, '') as SortKey,
    descending: sort.startsWith('-'),
    limit,
    offset,
  };
}

import { notFound } from '../../lib/errors.ts';
import { readText } from '../../lib/open-file.ts';
import { foldText } from '../../lib/fold-text.ts';
import { isTimeZone } from '../../lib/months-in-zone.ts';
import type { WirePrintData } from '../../shared/print-data.ts';
import type { SortKey } from '../../shared/statuses.ts';
import { fileOf } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { ListFilter, Page, Selected } from '../../timelapses/list-query.ts';
import { toWireFlicker } from '../../wire/flicker-to-wire.ts';
import { toWireIgnoredFolder } from '../../wire/to-wire.ts';
import type { WireView } from '../../wire/wire-view.ts';
import { countHeader, type EndpointInput, type Handlers } from '../endpoint.ts';

type Names =
  | 'listTimelapses'
  | 'getStats'
  | 'countMonths'
  | 'listCleanupCandidates'
  | 'listCleanup'
  | 'listIgnored'
  | 'bulkDelete'
  | 'restoreTimelapse'
  | 'updateTimelapse'
  | 'getTimelapse'
  | 'processTimelapse'
  | 'cancelTimelapse'
  | 'deleteTimelapse'
  | 'pinTimelapse'
  | 'getFlicker'
  | 'getPrintData'
  | 'getLog';

export interface TimelapseRouteDeps {
  service: TimelapseService;
  view: WireView;
  /** Output of a running engine; null = not running. */
  outputOf: (id: string) => string | null;
  reportOf: (id: string) => Promise<unknown>;
  /** @throws AppError 404 */
  printDataOf: (id: string) => Promise<WirePrintData>;
}

export function timelapseRoutes(deps: TimelapseRouteDeps): Pick<Handlers, Names> {
  const { service, view, outputOf, reportOf, printDataOf } = deps;
  const candidates = async ({ query }: { query: Page }) => {
    const { candidates: found, total } = await service.cleanupCandidates(query);
    const wire = await view.timelapses(found.map(({ timelapse }) => timelapse));
    return {
      status: 200,
      body: wire.map((each, index) => ({ ...each, reason: found[index]?.reason.text ?? '' })),
      headers: countHeader(total),
    };
  };
  return {
    async listTimelapses({ query }) {
      const { timelapses, total } = await service.list(toFilter(query, service.cleanupBorder()));
      return {
        status: 200,
        body: await view.timelapses(timelapses),
        headers: countHeader(total),
      };
    },
    async countMonths({ query }) {
      const { time_zone: timeZone = localZone(), ...selected } = query;
      if (!isTimeZone(timeZone))
        throw notFound(`There is no time zone "${timeZone}". Use a name such as Europe/Berlin.`, {
          field: 'time_zone',
        });
      const filter = toSelected(selected, service.cleanupBorder());
      return { status: 200, body: await service.countMonths(filter, timeZone) };
    },
    async getStats() {
      return { status: 200, body: await view.stats() };
    },
    listCleanupCandidates: candidates,
    listCleanup: candidates,
    async listIgnored({ query }) {
      const { folders, total } = await service.listIgnored(query);
      return { status: 200, body: folders.map(toWireIgnoredFolder), headers: countHeader(total) };
    },
    async bulkDelete({ body }) {
      const { deleted, errors } = await service.bulkDelete(body.timelapse_ids, body.delete_source);
      return { status: 200, body: { deleted, failed: errors.length, errors } };
    },
    async restoreTimelapse({ params }) {
      return { status: 200, body: await view.timelapse(await service.restore(params.id)) };
    },
    async updateTimelapse({ params, body }) {
      const texts = { ...body, ...(body.title === '' ? { title: null } : {}) };
      return { status: 200, body: await view.timelapse(await service.setTexts(params.id, texts)) };
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
    async getFlicker({ params }) {
      const { folderName } = await service.get(params.id);
      const curve = toWireFlicker(await reportOf(params.id));
      if (curve === null) throw notFound(`There is no flicker curve of "${folderName}".`);
      return { status: 200, body: curve };
    },
    async getPrintData({ params }) {
      return { status: 200, body: await printDataOf(params.id) };
    },
    async getLog({ params, res }) {
      const timelapse = await service.get(params.id);
      const path = fileOf(timelapse, 'log')?.path;
      const text = outputOf(params.id) ?? (path ? await readText(path).catch(() => null) : null);
      if (text === null) throw notFound('This timelapse has not been rendered yet, so there is no log.');
      res.type('text/plain').set('Cache-Control', 'no-store').send(text);
      return 'handled';
    },
  };
}

function toFilter(query: EndpointInput<'listTimelapses'>['query'], border: number): ListFilter {
  const { sort, limit, offset, ...selected } = query;
  return {
    ...toSelected(selected, border),
    sort: sort.replace(/^-/, '') as SortKey,
    descending: sort.startsWith('-'),
    limit,
    offset,
  };
}

/** @param border older records count as old */
function toSelected(
  query: Omit<EndpointInput<'listTimelapses'>['query'], 'sort' | 'limit' | 'offset'>,
  border: number,
): Selected {
  const { status, linked, linked_only, pinned, age, q, q64 = q, printer } = query;
  const wantsLinked = linked_only === true ? true : linked;
  return {
    ...(status === undefined ? {} : { statuses: [status].flat() }),
    ...(wantsLinked === undefined ? {} : { linked: wantsLinked }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(age === undefined ? {} : { age: { is: age, border } }),
    ...(q64 === undefined ? {} : { search: foldText(q64) }),
    ...(printer === undefined ? {} : { printer }),
  };
}

function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

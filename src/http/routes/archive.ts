import type { Archive } from '../../archive/archive.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'archiveTimelapse' | 'unarchiveTimelapse' | 'bulkArchive';

export interface ArchiveRouteDeps {
  archive: Pick<Archive, 'archive' | 'bringBack' | 'archiveMany'>;
  view: WireView;
}

export function archiveRoutes({ archive, view }: ArchiveRouteDeps): Pick<Handlers, Names> {
  return {
    async archiveTimelapse({ params }) {
      return { status: 202, body: await view.timelapse(await archive.archive(params.id)) };
    },
    async unarchiveTimelapse({ params }) {
      return { status: 202, body: await view.timelapse(await archive.bringBack(params.id)) };
    },
    async bulkArchive({ body }) {
      const { done, errors } = await archive.archiveMany(body.timelapse_ids);
      return { status: 200, body: { archived: done, failed: errors.length, errors } };
    },
  };
}

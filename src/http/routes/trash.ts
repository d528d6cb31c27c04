import { notFound } from '../../lib/errors.ts';
import { openFile } from '../../lib/open-file.ts';
import type { LiveOptions } from '../../options/live-options.ts';
import type { Trash } from '../../trash/trash.ts';
import { toWireTrashedVideo } from '../../wire/trash-to-wire.ts';
import type { WireView } from '../../wire/wire-view.ts';
import { countHeader, type Handlers } from '../endpoint.ts';
import { sendFile } from '../send-file.ts';

type Names = 'listTrash' | 'emptyTrash' | 'getTrashPoster' | 'restoreFromTrash' | 'deleteFromTrash';

export interface TrashRouteDeps {
  trash: Trash;
  view: WireView;
  options: LiveOptions;
}

export function trashRoutes({ trash, view, options }: TrashRouteDeps): Pick<Handlers, Names> {
  return {
    async listTrash({ query }) {
      const { entries, total } = await trash.list(query);
      const { timelapse_trash_days: days } = options.current;
      return {
        status: 200,
        body: entries.map((entry) => toWireTrashedVideo(entry, days)),
        headers: countHeader(total),
      };
    },
    async emptyTrash() {
      const { videos, bytes } = await trash.empty();
      return { status: 200, body: { deleted: videos, freed_bytes: bytes } };
    },
    async getTrashPoster({ params, req, res }) {
      const { files } = await trash.get(params.id);
      const path = files.find(({ kind }) => kind === 'poster')?.to;
      const file = path === undefined ? null : await openFile(path).catch(() => null);
      if (!file) throw notFound('This video has no poster.', { id: params.id });
      await sendFile(req, res, { file, contentType: 'image/jpeg' });
      return 'handled';
    },
    async restoreFromTrash({ params }) {
      return { status: 200, body: await view.timelapse(await trash.restore(params.id)) };
    },
    async deleteFromTrash({ params }) {
      await trash.delete(params.id);
      return { status: 204 };
    },
  };
}

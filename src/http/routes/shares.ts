import { basename, extname } from 'node:path';
import type { ShareCopies } from '../../share-copies/share-copies.ts';
import type { ShareKind } from '../../shared/share-copies.ts';
import { fileOf, type Timelapse } from '../../timelapses/timelapse.ts';
import type { ShareView } from '../../wire/share-view.ts';
import { clientGone } from '../client-gone.ts';
import type { Handlers } from '../endpoint.ts';
import { sendFile } from '../send-file.ts';

type Names = 'listShares' | 'createShare' | 'getShareCrop' | 'getShareFile' | 'deleteShare';

const CONTENT_TYPES: Record<ShareKind, string> = { mp4: 'video/mp4', gif: 'image/gif', webp: 'image/webp' };

export interface ShareRouteDeps {
  shareCopies: ShareCopies;
  shareView: ShareView;
}

export function shareRoutes({ shareCopies, shareView }: ShareRouteDeps): Pick<Handlers, Names> {
  return {
    async listShares({ params }) {
      return { status: 200, body: (await shareCopies.list(params.id)).map((each) => shareView.one(each)) };
    },
    async createShare({ params, body }) {
      const { kind, aspect, crop = null, overlay = null } = body;
      const { max_bytes: maxBytes = null, max_seconds: maxSeconds = null } = body;
      const copy = await shareCopies.ask(params.id, { kind, aspect, maxBytes, crop, maxSeconds, overlay });
      return { status: 202, body: shareView.one(copy) };
    },
    async getShareCrop({ params, query, res }) {
      const crop = await shareCopies.crop(params.id, query.aspect, clientGone(res));
      return { status: 200, body: { crop } };
    },
    async getShareFile({ params, query, req, res }) {
      const { copy, timelapse, file } = await shareCopies.open(params.id, params.share_id);
      if (query.download) res.attachment(fileName(timelapse, copy.wish.kind));
      else res.set('Content-Disposition', 'inline');
      await sendFile(req, res, { file, contentType: CONTENT_TYPES[copy.wish.kind] });
      return 'handled';
    },
    async deleteShare({ params }) {
      await shareCopies.delete(params.id, params.share_id);
      return { status: 204 };
    },
  };
}

/** As its video is called. */
function fileName(timelapse: Timelapse, kind: ShareKind): string {
  const path = fileOf(timelapse, 'video')?.path ?? timelapse.folderName;
  return `${basename(path, extname(path))}.${kind}`;
}

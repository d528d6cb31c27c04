import { fillIn } from '../api/address.ts';
import { shareRoutes, type WireShare, type WireTimelapse } from '../contract.ts';
import { addressAround, timelapseLink } from '../page/page-link.ts';
import { downloadUrl } from '../timelapse/media-urls.ts';
import { titleOf } from '../timelapse/title-of.ts';
import type { Shareable } from './share-file.ts';

const TYPES = { mp4: 'video/mp4', gif: 'image/gif', webp: 'image/webp' } as const;

export function copyUrl({ id, timelapse_id }: WireShare, download = false): string {
  const params = { id: timelapse_id, share_id: id };
  return fillIn(shareRoutes.getShareFile.path, { params, query: download ? { download: true } : {} });
}

export function shareableCopy(share: WireShare, timelapse: WireTimelapse): Shareable {
  const title = titleOf(timelapse);
  const { kind, bytes } = share;
  return { title, name: title, type: TYPES[kind], url: copyUrl(share), bytes, link: null };
}

export function shareableVideo(timelapse: WireTimelapse): Shareable {
  const title = titleOf(timelapse);
  return {
    title,
    name: title,
    type: 'video/mp4',
    url: downloadUrl(timelapse),
    bytes: timelapse.file_size_bytes,
    link: timelapseLink(timelapse.id, location.href, addressAround()),
  };
}

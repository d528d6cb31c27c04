import type { WireTimelapse } from '../contract.ts';
import { downloadUrl } from '../timelapse/media-urls.ts';
import { timelapseLink } from '../page/page-link.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** Larger files take too long to fetch, and most apps reject them. */
const MAX_BYTES = 100_000_000;

/** Empty where sharing is not supported, or on plain http. */
export type Sharer = Partial<Pick<Navigator, 'share' | 'canShare'>>;

/** The file itself, a link, or nothing. */
export function shareKind(timelapse: WireTimelapse, sharer: Sharer = navigator): 'file' | 'link' | null {
  if (sharer.share === undefined) return null;
  const { file_size_bytes } = timelapse;
  const fits = file_size_bytes !== null && file_size_bytes <= MAX_BYTES;
  return fits && sharer.canShare?.({ files: [fileOf(timelapse, new Blob())] }) === true ? 'file' : 'link';
}

/**
 * @param whenLate called when fetching took too long and the browser needs another click
 * @throws TypeError when the video cannot be fetched
 */
export async function shareVideo(
  timelapse: WireTimelapse,
  whenLate: (share: () => Promise<boolean>) => void,
  sharer: Sharer = navigator,
): Promise<void> {
  const title = titleOf(timelapse);
  const share = (data: ShareData): Promise<boolean> => passOn(data, sharer);
  if (shareKind(timelapse, sharer) === 'link') {
    await share({ title, url: timelapseLink(timelapse.id, location.href, addressAround()) });
    return;
  }
  const file = await fetchFile(timelapse);
  if (!(await share({ title, files: [file] }))) whenLate(() => share({ title, files: [file] }));
}

/** Returns whether the browser accepted it; closing the share sheet is no failure. */
async function passOn(data: ShareData, sharer: Sharer): Promise<boolean> {
  try {
    await sharer.share?.(data);
  } catch (error) {
    const { name } = error as Error;
    if (name === 'NotAllowedError') return false;
    if (name !== 'AbortError') throw error;
  }
  return true;
}

async function fetchFile(timelapse: WireTimelapse): Promise<File> {
  const response = await fetch(downloadUrl(timelapse));
  if (!response.ok) throw new TypeError(`The video answers with status ${response.status}`);
  return fileOf(timelapse, await response.blob());
}

function fileOf(timelapse: WireTimelapse, content: Blob): File {
  // Characters that file systems do not allow would truncate the name.
  const name = titleOf(timelapse).replaceAll(/[\\/:*?"<>|]/g, '-');
  return new File([content], `${name}.mp4`, { type: 'video/mp4' });
}

function addressAround(): string | null {
  try {
    return window.parent === window ? null : window.parent.location.href;
  } catch {
    return null;
  }
}

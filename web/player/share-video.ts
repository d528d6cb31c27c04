import type { WireTimelapse } from '../contract.ts';
import { downloadUrl } from '../util/media-urls.ts';
import { timelapseLink } from '../util/page-link.ts';
import { titleOf } from '../util/title-of.ts';

/** Larger ones take too long to fetch while someone waits, and most apps refuse them. */
const MOST_BYTES = 100_000_000;

/** What a browser can do to share; nothing where it cannot, or on plain http. */
export type Sharer = Partial<Pick<Navigator, 'share' | 'canShare'>>;

/** What of this video the browser can pass on to another app: the file itself, a link to it, or nothing. */
export function shareKind(timelapse: WireTimelapse, sharer: Sharer = navigator): 'file' | 'link' | null {
  if (sharer.share === undefined) return null;
  const { file_size_bytes } = timelapse;
  const fits = file_size_bytes !== null && file_size_bytes <= MOST_BYTES;
  return fits && sharer.canShare?.({ files: [fileOf(timelapse, new Blob())] }) === true ? 'file' : 'link';
}

/**
 * Passes the video on.
 *
 * @param whenLate called where fetching took longer than a press counts: the browser wants another one first
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

/** Says whether the browser took it; that nobody was chosen to share it with is no failure. */
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
  // What no file system likes in a name would cut it short on the way.
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

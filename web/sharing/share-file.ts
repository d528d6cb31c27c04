/** Larger files take too long to fetch, and most apps reject them. */
const MAX_BYTES = 100_000_000;

/** Empty where sharing is not supported, or on plain http. */
export type Sharer = Partial<Pick<Navigator, 'share' | 'canShare'>>;

export interface Shareable {
  title: string;
  /** File name without what stands behind the dot. */
  name: string;
  type: 'video/mp4' | 'image/gif' | 'image/webp';
  url: string;
  /** Null = unknown. */
  bytes: number | null;
  /** Passed on where the file cannot be; null = nothing is. */
  link: string | null;
}

/** The file itself, a link, or nothing. */
export function shareKind(what: Shareable, sharer: Sharer = navigator): 'file' | 'link' | null {
  if (sharer.share === undefined) return null;
  const fits = what.bytes !== null && what.bytes <= MAX_BYTES;
  if (fits && sharer.canShare?.({ files: [fileOf(what, new Blob())] }) === true) return 'file';
  return what.link === null ? null : 'link';
}

/**
 * @param whenLate called when fetching took too long and the browser needs another click
 * @throws TypeError when the file cannot be fetched
 */
export async function shareFile(
  what: Shareable,
  whenLate: (share: () => Promise<boolean>) => void,
  sharer: Sharer = navigator,
): Promise<void> {
  const { title, link } = what;
  const share = (data: ShareData): Promise<boolean> => passOn(data, sharer);
  if (shareKind(what, sharer) === 'link') {
    await share({ title, url: link! });
    return;
  }
  const file = await fetchFile(what);
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

async function fetchFile(what: Shareable): Promise<File> {
  const response = await fetch(what.url);
  if (!response.ok) throw new TypeError(`The file answers with status ${response.status}`);
  return fileOf(what, await response.blob());
}

function fileOf({ name, type }: Shareable, content: Blob): File {
  // Characters that file systems do not allow would truncate the name.
  const allowed = name.replaceAll(/[\\/:*?"<>|]/g, '-');
  return new File([content], `${allowed}.${type.split('/')[1]}`, { type });
}

import { posix } from 'node:path';

/** Where Home Assistant's own media lies; the same path in its container and in ours. */
export const MEDIA_ROOT = '/media';
/** Name of our link in it. */
export const MEDIA_LINK_NAME = 'timelapses';

/** How Home Assistant addresses a file of its Media panel; null = it cannot be found there. */
export interface MediaAddress {
  /** For media players and the media browser. */
  media_content_id: string | null;
  /** Path below Home Assistant's address; needs a login or a signature. */
  media_url: string | null;
}

const NOWHERE: MediaAddress = { media_content_id: null, media_url: null };

/** What Home Assistant resolves no path with (its `raise_if_invalid_path`), and hides from its lists. */
const REFUSED = /~|\.\.|(?:^|\/)\./;

/**
 * The address of a file in Home Assistant's Media panel, by the default `media_dirs` (`local: /media`). The id holds
 * the path as it is, the URL holds it encoded.
 * Source: home-assistant/core, components/media_source/local_source.py.
 *
 * @param path absolute path of the file; null = there is none
 * @param place `linkedFolder` = the folder our link in the media root leads to; null while there is no such link
 */
export function mediaAddress(
  path: string | null,
  { mediaRoot = MEDIA_ROOT, linkedFolder }: { mediaRoot?: string; linkedFolder: string | null },
): MediaAddress {
  if (path === null) return NOWHERE;
  const inLinked = linkedFolder === null ? null : below(linkedFolder, path);
  const location = below(mediaRoot, path) ?? (inLinked && posix.join(MEDIA_LINK_NAME, inLinked));
  if (!location || REFUSED.test(location)) return NOWHERE;
  const encoded = location.split('/').map(encodeURIComponent).join('/');
  return {
    media_content_id: `media-source://media_source/local/${location}`,
    media_url: `/media/local/${encoded}`,
  };
}

/** The path seen from a folder; null when it is not in it. */
export function below(folder: string, path: string): string | null {
  const relative = posix.relative(folder, path);
  return relative === '' || relative === '..' || relative.startsWith('../') ? null : relative;
}

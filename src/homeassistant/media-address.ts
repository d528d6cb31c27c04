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

/** What the address depends on. */
export interface MediaPlace {
  mediaRoot: string;
  /** The folder our link in the media root leads to; null while there is no such link. */
  linkedFolder: string | null;
}

const NOWHERE: MediaAddress = { media_content_id: null, media_url: null };

/** What Home Assistant resolves no path with (its `raise_if_invalid_path`). */
const REFUSED = /~|\.\./;
/** What it leaves out of its lists. */
const HIDDEN = /(?:^|\/)\./;

/**
 * The address of a file in Home Assistant's Media panel, by the default `media_dirs` (`local: /media`). The id holds
 * the path as it is, the URL holds it encoded.
 * Source: home-assistant/core, components/media_source/local_source.py.
 *
 * @param path absolute path of the file; null = there is none
 */
export function mediaAddress(path: string | null, place: MediaPlace): MediaAddress {
  const location = path === null ? null : locate(path, place);
  if (location === null || HIDDEN.test(location)) return NOWHERE;
  return { media_content_id: `media-source://media_source/local/${location}`, media_url: toUrl(location) };
}

/** The URL of a file that the Media panel does not list: its view serves hidden files too, to whoever knows them. */
export function hiddenMediaUrl(path: string, place: MediaPlace): string | null {
  const location = locate(path, place);
  return location === null ? null : toUrl(location);
}

/** The path below Home Assistant's media; null when it is not there or would not be resolved. */
function locate(path: string, { mediaRoot, linkedFolder }: MediaPlace): string | null {
  const inLinked = linkedFolder === null ? null : below(linkedFolder, path);
  const location = below(mediaRoot, path) ?? (inLinked && posix.join(MEDIA_LINK_NAME, inLinked));
  return location && !REFUSED.test(location) ? location : null;
}

function toUrl(location: string): string {
  return `/media/local/${location.split('/').map(encodeURIComponent).join('/')}`;
}

/** The path seen from a folder; null when it is not in it. */
export function below(folder: string, path: string): string | null {
  const relative = posix.relative(folder, path);
  return relative === '' || relative === '..' || relative.startsWith('../') ? null : relative;
}

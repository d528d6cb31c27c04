import { posix } from 'node:path';

/** The same path in Home Assistant's container and in the app's. */
export const MEDIA_ROOT = '/media';
export const MEDIA_LINK_NAME = 'timelapses';

/** Null = not in the Media panel. */
export interface MediaAddress {
  media_content_id: string | null;
  /** A path on Home Assistant; needs a login or a signature. */
  media_url: string | null;
}

export interface MediaPlace {
  mediaRoot: string;
  /** Target of the link in the media root; null = no link. */
  linkedFolder: string | null;
}

const NOWHERE: MediaAddress = { media_content_id: null, media_url: null };

/** Paths that Home Assistant rejects (its `raise_if_invalid_path`). */
const REFUSED = /~|\.\./;
/** Paths that it does not list. */
const HIDDEN = /(?:^|\/)\./;

/**
 * For the default `media_dirs` (`local: /media`). The id contains the plain path, the URL the encoded one. Source:
 * home-assistant/core, components/media_source/local_source.py.
 */
export function mediaAddress(path: string | null, place: MediaPlace): MediaAddress {
  const location = path === null ? null : locate(path, place);
  if (location === null || HIDDEN.test(location)) return NOWHERE;
  return { media_content_id: `media-source://media_source/local/${location}`, media_url: toUrl(location) };
}

/** Home Assistant also serves hidden files, which the Media panel does not list. */
export function hiddenMediaUrl(path: string, place: MediaPlace): string | null {
  const location = locate(path, place);
  return location === null ? null : toUrl(location);
}

/** Null when it is outside the media folder or would be rejected. */
function locate(path: string, { mediaRoot, linkedFolder }: MediaPlace): string | null {
  const inLinked = linkedFolder === null ? null : below(linkedFolder, path);
  const location = below(mediaRoot, path) ?? (inLinked && posix.join(MEDIA_LINK_NAME, inLinked));
  return location && !REFUSED.test(location) ? location : null;
}

function toUrl(location: string): string {
  return `/media/local/${location.split('/').map(encodeURIComponent).join('/')}`;
}

/** Null = not inside. */
export function below(folder: string, path: string): string | null {
  const relative = posix.relative(folder, path);
  return relative === '' || relative === '..' || relative.startsWith('../') ? null : relative;
}

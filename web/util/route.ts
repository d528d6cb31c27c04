import { SORT_KEYS, STATUSES, type SortKey, type Status } from '../contract.ts';

/** Which records the gallery shows, and in which order. */
export interface GalleryFilter {
  status: Status | null;
  pinned: boolean | null;
  linked: boolean | null;
  text: string;
  sort: SortKey | `-${SortKey}`;
}

/** Where in the page the user is; all of it is in the hash of the address. */
export interface Route {
  /** Timelapse shown in the player. */
  timelapseId: string | null;
  filter: GalleryFilter;
}

/** Everything, newest first. */
export const NO_FILTER: GalleryFilter = {
  status: null,
  pinned: null,
  linked: null,
  text: '',
  sort: '-created',
};

/** Reads the hash of an address; what it does not understand is left at its default. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const id = /^\/timelapses\/([^/]+)$/.exec(path)?.[1];
  const params = new URLSearchParams(query);
  return {
    timelapseId: id === undefined ? null : decode(id),
    filter: {
      status: STATUSES.find((status) => status === params.get('status')) ?? null,
      pinned: flag(params.get('pinned')),
      linked: flag(params.get('linked')),
      text: params.get('q') ?? '',
      sort: readSort(params.get('sort')),
    },
  };
}

/** The hash of a place in the page; defaults are left out. */
export function formatRoute({ timelapseId, filter }: Route): string {
  const params = new URLSearchParams();
  if (filter.status !== null) params.set('status', filter.status);
  if (filter.pinned !== null) params.set('pinned', String(filter.pinned));
  if (filter.linked !== null) params.set('linked', String(filter.linked));
  if (filter.text !== '') params.set('q', filter.text);
  if (filter.sort !== NO_FILTER.sort) params.set('sort', filter.sort);
  const path = timelapseId === null ? '/' : `/timelapses/${encodeURIComponent(timelapseId)}`;
  const query = params.toString();
  return `#${path}${query === '' ? '' : `?${query}`}`;
}

function readSort(value: string | null): GalleryFilter['sort'] {
  const key = SORT_KEYS.find((candidate) => value === candidate || value === `-${candidate}`);
  if (key === undefined) return NO_FILTER.sort;
  return value === key ? key : `-${key}`;
}

function flag(value: string | null): boolean | null {
  if (value === 'true') return true;
  return value === 'false' ? false : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

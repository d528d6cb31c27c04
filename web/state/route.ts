import { SORT_KEYS, STATUSES, type SortKey, type Status } from '../contract.ts';

export const AGES = ['week', 'month', 'older'] as const;
export type Age = (typeof AGES)[number];

export interface GalleryFilter {
  status: Status | null;
  pinned: boolean | null;
  linked: boolean | null;
  age: Age | null;
  printer: string | null;
  text: string;
  sort: SortKey | `-${SortKey}`;
}

export type View =
  | { name: 'gallery' }
  | { name: 'printers' }
  | { name: 'settings' }
  | { name: 'statistics' }
  | { name: 'jobs'; jobId: string | null };

/** Stored in the hash of the address. */
export interface Route {
  view: View;
  /** Shown in the player, above the view. */
  timelapseId: string | null;
  filter: GalleryFilter;
}

export const GALLERY: View = { name: 'gallery' };

export const NO_FILTER: GalleryFilter = {
  status: null,
  pinned: null,
  linked: null,
  age: null,
  printer: null,
  text: '',
  sort: '-created',
};

const PATH =
  /^(?:\/(?<view>settings|printers|statistics|jobs(?:\/(?<jobId>[^/]+))?))??(?:\/timelapses\/(?<timelapseId>[^/]+))?\/?$/;

/** Unknown parts get their default. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const params = new URLSearchParams(query);
  return {
    ...parsePath(path),
    filter: {
      status: STATUSES.find((status) => status === params.get('status')) ?? null,
      pinned: flag(params.get('pinned')),
      linked: flag(params.get('linked')),
      age: AGES.find((age) => age === params.get('age')) ?? null,
      printer: params.get('printer') || null,
      text: params.get('q') ?? '',
      sort: readSort(params.get('sort')),
    },
  };
}

/** Defaults are omitted. */
export function formatRoute({ view, timelapseId, filter }: Route): string {
  const params = new URLSearchParams();
  if (filter.status !== null) params.set('status', filter.status);
  if (filter.pinned !== null) params.set('pinned', String(filter.pinned));
  if (filter.linked !== null) params.set('linked', String(filter.linked));
  if (filter.age !== null) params.set('age', filter.age);
  if (filter.printer !== null) params.set('printer', filter.printer);
  if (filter.text !== '') params.set('q', filter.text);
  if (filter.sort !== NO_FILTER.sort) params.set('sort', filter.sort);
  const path =
    formatView(view) + (timelapseId === null ? '' : `/timelapses/${encodeURIComponent(timelapseId)}`);
  const query = params.toString();
  return `#${path || '/'}${query === '' ? '' : `?${query}`}`;
}

export function sameView(first: View, second: View): boolean {
  return formatView(first) === formatView(second);
}

function parsePath(path: string): Pick<Route, 'view' | 'timelapseId'> {
  const { view, jobId, timelapseId } = PATH.exec(path)?.groups ?? {};
  return {
    view: parseView(view, jobId),
    timelapseId: timelapseId === undefined ? null : decode(timelapseId),
  };
}

function parseView(view: string | undefined, jobId: string | undefined): View {
  if (view === undefined) return GALLERY;
  if (view === 'settings' || view === 'printers' || view === 'statistics') return { name: view };
  return { name: 'jobs', jobId: jobId === undefined ? null : decode(jobId) };
}

function formatView(view: View): string {
  switch (view.name) {
    case 'gallery':
      return '';
    case 'printers':
    case 'settings':
    case 'statistics':
      return `/${view.name}`;
    case 'jobs':
      return view.jobId === null ? '/jobs' : `/jobs/${encodeURIComponent(view.jobId)}`;
  }
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

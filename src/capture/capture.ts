import type { CaptureEnd, CaptureProblemCode, CaptureState, Refusal } from '../shared/capture.ts';

/** Where pictures come from. */
export type Camera = { entity: string } | { url: string };

/** Names as in the API. */
export interface CaptureRules {
  mode: 'interval' | 'layer';
  interval_seconds: number;
  max_pictures: number;
}

export interface PictureSize {
  width: number;
  height: number;
}

/** Times in milliseconds since 1970. */
export interface Capture {
  id: string;
  name: string;
  camera: Camera;
  /** Absolute path. */
  folder: string;
  rules: CaptureRules;
  state: CaptureState;
  stateSince: number;
  /** How often every second picture was deleted: the interval has doubled as often. */
  halvings: number;
  /** The moments of all pictures are counted from here; null = none yet. */
  firstDueAt: number | null;
  /** Of the first pictures that were kept. */
  sizes: PictureSize[];
  pictures: number;
  lastPictureAt: number | null;
  refused: Partial<Record<Refusal, number>>;
  problem: { code: CaptureProblemCode; detail: string; since: number } | null;
  startedAt: number;
  endedAt: number | null;
  endedBecause: CaptureEnd | null;
  /** Whether its folder was handed to the queue, or what else was to happen to it. */
  isSettled: boolean;
}

/** What changes while it runs. */
export type CaptureChange = Partial<
  Omit<Capture, 'id' | 'name' | 'camera' | 'folder' | 'rules' | 'startedAt'>
>;

export function isRunning({ state }: Pick<Capture, 'state'>): boolean {
  return state !== 'closed';
}

/** Seconds between two pictures at the moment. */
export function intervalOf({ rules, halvings }: Pick<Capture, 'rules' | 'halvings'>): number {
  return rules.interval_seconds * 2 ** halvings;
}

/** Without user name and password. */
export function cameraName(camera: Camera): string {
  return 'entity' in camera ? camera.entity : (URL.parse(camera.url)?.host ?? '');
}

import type { CaptureEnd, CaptureProblemCode, CaptureState, PrinterOptions } from '../shared/capture.ts';

/** Where pictures come from. */
export type Camera = { entity: string } | { url: string };

/** Names as in the API. */
export type CaptureRules = Omit<PrinterOptions, 'capture_enabled' | 'cameras' | 'own_videos'>;

/** What is printed, and where. */
export interface CapturedPrint {
  printerKey: string;
  printerName: string;
  /** Id of the print job at its source. */
  externalId: string;
  startedAt: number;
}

export interface PictureSize {
  width: number;
  height: number;
}

/** Times in milliseconds since 1970. */
export interface Capture {
  id: string;
  name: string;
  /** Null = started by hand. */
  print: CapturedPrint | null;
  camera: Camera;
  /** Absolute path. */
  folder: string;
  rules: CaptureRules;
  /** Begun by a command: it goes on where taking pictures is turned off. */
  isOnDemand: boolean;
  state: CaptureState;
  stateSince: number;
  /** How often every second picture was deleted: the interval has doubled as often. */
  halvings: number;
  /** The moments of all pictures are counted from here; null = none yet. */
  firstDueAt: number | null;
  /** Of the first pictures that were kept. */
  sizes: PictureSize[];
  /** Of the first and the latest picture; null = none. */
  firstLayer: number | null;
  lastLayer: number | null;
  /** A picture was dark without its light. */
  isDark: boolean;
  pictures: number;
  lastPictureAt: number | null;
  refused: Partial<Record<CaptureProblemCode, number>>;
  problem: { code: CaptureProblemCode; detail: string; since: number } | null;
  startedAt: number;
  endedAt: number | null;
  endedBecause: CaptureEnd | null;
  /** Whether its folder was handed to the queue, or what else was to happen to it. */
  isSettled: boolean;
}

/** What changes while it runs. */
export type CaptureChange = Partial<
  Omit<Capture, 'id' | 'name' | 'print' | 'folder' | 'rules' | 'startedAt'>
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

/** A capture of which nothing has been done. */
export function newCapture(
  given: Pick<Capture, 'id' | 'name' | 'print' | 'camera' | 'folder' | 'rules' | 'isOnDemand' | 'state'>,
  now: number,
): Capture {
  return {
    ...given,
    stateSince: now,
    halvings: 0,
    firstDueAt: null,
    sizes: [],
    firstLayer: null,
    lastLayer: null,
    isDark: false,
    pictures: 0,
    lastPictureAt: null,
    refused: {},
    problem: null,
    startedAt: now,
    endedAt: null,
    endedBecause: null,
    isSettled: false,
  };
}

import { toIso } from '../../wire/to-wire.ts';
import type { Timelapse } from '../../timelapses/timelapse.ts';
import { APP_STATES, appState, type LastVideo, type Summary } from './summary.ts';

/** In characters; Core's limit for states, also used for texts in attributes. */
const MAX_STATE = 255;
const MAX_TEXT = 500;
const MAX_PROBLEMS = 10;
/** Changes of the estimated end by less than this are not published. */
const ETA_GRAIN_MS = 10_000;

/** A state of null = unknown. */
export interface EntityValue {
  state: string | null;
  attributes?: Record<string, unknown>;
}

export interface Entity {
  component: 'sensor' | 'binary_sensor';
  /** Part of the entity id: `sensor.timelapse_<key>`. */
  key: string;
  name: string;
  icon?: string;
  deviceClass?: string;
  stateClass?: 'measurement';
  unit?: string;
  options?: readonly string[];
  /** Describes the app rather than videos. */
  diagnostic?: true;
  read(summary: Summary): EntityValue;
}

/** Also the prefix of names where there are no devices. */
export const DEVICE_NAME = 'Timelapse';

/** Source of classes and units: home-assistant/core, components/sensor/const.py and binary_sensor. */
export const ENTITIES: readonly Entity[] = [
  {
    component: 'sensor',
    key: 'status',
    name: 'Status',
    icon: 'mdi:movie-roll',
    deviceClass: 'enum',
    options: APP_STATES,
    read: (summary) => ({
      state: appState(summary),
      attributes: {
        queue_paused: summary.paused,
        waiting_for_printer: summary.waitingFor && cutText(summary.waitingFor, MAX_TEXT),
      },
    }),
  },
  {
    component: 'sensor',
    key: 'queue',
    name: 'Queue',
    icon: 'mdi:tray-full',
    unit: 'timelapses',
    stateClass: 'measurement',
    read: ({ pending }) => ({ state: String(pending) }),
  },
  {
    component: 'sensor',
    key: 'progress',
    name: 'Progress',
    icon: 'mdi:progress-clock',
    unit: '%',
    stateClass: 'measurement',
    // 0 without a render, so that a gauge has something to show.
    read: ({ progress }) => ({
      state: String(Math.floor(progress?.percent ?? 0)),
      attributes: {
        step: progress?.step ? cutText(progress.step, MAX_TEXT) : null,
        frames_done: progress?.framesDone ?? null,
        frames_total: progress?.framesTotal ?? null,
      },
    }),
  },
  {
    component: 'sensor',
    key: 'current',
    name: 'Current timelapse',
    icon: 'mdi:filmstrip',
    read: ({ current }) => ({ state: current && nameOf(current), attributes: identify(current) }),
  },
  {
    component: 'sensor',
    key: 'eta',
    name: 'Expected end',
    icon: 'mdi:clock-end',
    deviceClass: 'timestamp',
    read: ({ progress }) => ({ state: progress?.etaAt ? toIso(roundUp(progress.etaAt)) : null }),
  },
  {
    component: 'sensor',
    key: 'last_video',
    name: 'Last video',
    icon: 'mdi:movie-check',
    read: ({ lastVideo }) => lastVideoValue(lastVideo),
  },
  {
    component: 'sensor',
    key: 'last_completed',
    name: 'Last completed',
    icon: 'mdi:calendar-check',
    deviceClass: 'timestamp',
    read: ({ lastVideo }) => {
      const at = lastVideo?.timelapse.processingCompletedAt ?? null;
      return { state: at === null ? null : toIso(at) };
    },
  },
  {
    component: 'sensor',
    key: 'videos',
    name: 'Videos',
    icon: 'mdi:movie-open-star',
    unit: 'videos',
    stateClass: 'measurement',
    read: ({ stats }) => ({ state: String(stats.videos) }),
  },
  {
    component: 'sensor',
    key: 'storage_used',
    name: 'Storage used',
    icon: 'mdi:harddisk',
    deviceClass: 'data_size',
    unit: 'MB',
    stateClass: 'measurement',
    read: ({ stats }) => ({ state: ((stats.videoBytes + stats.trash.bytes) / 1e6).toFixed(1) }),
  },
  {
    component: 'sensor',
    key: 'cleanup_candidates',
    name: 'Clean-up candidates',
    icon: 'mdi:broom',
    unit: 'videos',
    stateClass: 'measurement',
    read: ({ stats }) => ({ state: String(stats.cleanupCandidates) }),
  },
  {
    component: 'sensor',
    key: 'failed',
    name: 'Failed',
    icon: 'mdi:alert-circle-outline',
    unit: 'timelapses',
    stateClass: 'measurement',
    read: ({ stats }) => ({ state: String(stats.byStatus.failed) }),
  },
  {
    component: 'binary_sensor',
    key: 'processing',
    name: 'Processing',
    deviceClass: 'running',
    read: ({ current }) => ({ state: current ? 'on' : 'off' }),
  },
  {
    component: 'binary_sensor',
    key: 'problem',
    name: 'Problem',
    deviceClass: 'problem',
    diagnostic: true,
    read: ({ problems }) => ({
      state: problems.length > 0 ? 'on' : 'off',
      attributes: { problems: problems.slice(0, MAX_PROBLEMS).map((each) => cutText(each, MAX_TEXT)) },
    }),
  },
];

export function entityId({ component, key }: Pick<Entity, 'component' | 'key'>): string {
  return `${component}.timelapse_${key}`;
}

/** Core counts code points, as Python does. */
export function cutText(text: string, most: number): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

function nameOf({ title, folderName }: Timelapse): string {
  return cutText(title ?? folderName, MAX_STATE);
}

function identify(timelapse: Timelapse | null): Record<string, unknown> {
  return {
    timelapse_id: timelapse?.id ?? null,
    folder_name: timelapse?.folderName ?? null,
    image_count: timelapse?.fingerprint.count ?? null,
    job_name: timelapse?.job ? cutText(timelapse.job.name, MAX_TEXT) : null,
    printer: timelapse?.printer ?? timelapse?.job?.printer ?? null,
  };
}

/** Its title, and how to get at it. */
export function lastVideoValue(lastVideo: LastVideo | null): EntityValue {
  const timelapse = lastVideo?.timelapse ?? null;
  const finishedAt = timelapse?.processingCompletedAt ?? null;
  return {
    state: timelapse && nameOf(timelapse),
    attributes: {
      ...identify(timelapse),
      video_duration: timelapse?.video?.durationSeconds ?? null,
      processing_completed_at: finishedAt === null ? null : toIso(finishedAt),
      file_size_bytes: timelapse?.files.find(({ kind }) => kind === 'video')?.sizeBytes ?? null,
      media_content_id: lastVideo?.mediaContentId ?? null,
      media_url: lastVideo?.mediaUrl ?? null,
      poster_url: lastVideo?.posterUrl ?? null,
      panel_url: lastVideo?.panelUrl ?? null,
    },
  };
}

function roundUp(time: number): number {
  return Math.ceil(time / ETA_GRAIN_MS) * ETA_GRAIN_MS;
}

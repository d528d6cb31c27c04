import type { Action } from '../timelapse/card-actions.ts';
import type { FailureCode, RefusalCode, SortKey, Status } from '../contract.ts';
import type { LostReason } from '../api/live.ts';
import type { Density } from '../state/density.ts';
import type { Age } from '../state/route.ts';
import type { NoticeTexts } from './notice-texts.ts';

/** English is the source; other languages have the same keys, checked by type. */
export const en = {
  code: 'en' as 'en' | 'de',

  app_title: 'Timelapses',
  loading: 'Loading timelapses …',
  menu: 'Menu',
  try_again: 'Try again',
  reload: 'Reload',
  updated: 'The app was updated. Reload the page to continue.',

  status: {
    discovered: 'Discovered',
    pending: 'Pending',
    processing: 'Processing',
    completed: 'Completed',
    failed: 'Failed',
  } satisfies Record<Status, string>,

  action: {
    play: 'Play',
    process: 'Process now',
    retry: 'Retry',
    render_again: 'Render again',
    cancel: 'Cancel',
    pin: 'Pin',
    download: 'Download',
    share: 'Share',
    recipe: 'Edit',
    edit: 'Title and notes',
    link: 'Print job',
    archive: 'Archive',
    unarchive: 'Bring back',
    log: 'Show log',
    delete: 'Delete',
  } satisfies Record<Action, string>,
  /** Name of a button for screen readers, so that thirty "Play" buttons in a row differ. */
  action_for: (action: string, title: string) => `${action}: ${title}`,
  open_player: (title: string) => `Watch ${title}`,
  view_only: 'You can view everything, but only administrators can make changes.',
  unpin: 'Unpin',
  pinned: 'Pinned',
  more: (title: string) => `More actions for ${title}`,

  starts_in: 'Starts in',
  starts_now: 'Starting any moment',
  starts_by_hand: 'Manual start only',
  is_captured: 'Taking pictures',
  queue_place: (place: string) => `Position ${place} in the queue`,
  queue_next: 'Next in the queue',
  queue_held: 'Waiting: the queue is paused',
  second_try: (reason: string) => `Retrying automatically: ${reason}`,
  time_left: (time: string) => `${time} left`,
  percent: (value: string) => `${value}%`,
  progress_of: (title: string) => `Progress of ${title}`,
  starting: 'Starting',
  /** Steps of the bundled engine; those of other engines are shown as received. */
  step: {
    measuring: 'Measuring brightness',
    planning: 'Planning the correction',
    encoding: 'Encoding',
    finishing: 'Finishing',
  } as Record<string, string>,
  frames: (count: number, formatted: string) => (count === 1 ? '1 frame' : `${formatted} frames`),
  dropped: (count: number, formatted: string) =>
    count === 1 ? '1 frame could not be read' : `${formatted} frames could not be read`,
  many_left_out: (count: number, formatted: string) =>
    count === 1 ? '1 frame left out automatically' : `${formatted} frames left out automatically`,
  source_missing: 'Frames are missing',
  from_video: 'From a video',
  videos: (formatted: string) => `${formatted} videos`,
  video_missing: 'Video file is missing',
  video_missing_help: 'Render again to create a new one.',
  video_missing_no_frames: 'Delete this entry or restore the file.',
  large_video: 'Larger than 1 GB',

  failure: {
    ffmpeg_missing: { reason: 'ffmpeg is missing', remedy: 'Install ffmpeg, then retry.' },
    filter_missing: {
      reason: 'ffmpeg cannot draw text',
      remedy: 'Turn off title and print data with Edit, then retry.',
    },
    engine_not_found: { reason: 'Engine not found', remedy: 'Check the engine path in the settings.' },
    engine_not_executable: { reason: 'Engine is not executable', remedy: 'Make the engine file executable.' },
    permission_denied: {
      reason: 'Permission denied',
      remedy: 'Give the app read and write access to the folders.',
    },
    disk_full: { reason: 'Disk full', remedy: 'Delete old videos, then retry.' },
    unreadable_frames: {
      reason: 'Too many broken frames',
      remedy: 'Replace the broken pictures, then retry.',
    },
    no_frames: { reason: 'No frames found', remedy: 'Add pictures, or take some in with Edit, then retry.' },
    unreadable_video: { reason: 'Video cannot be read', remedy: 'Replace it with a whole copy.' },
    source_missing: { reason: 'Image folder is missing', remedy: 'Restore the folder, then retry.' },
    output_not_writable: {
      reason: 'Output folder not writable',
      remedy: 'Check the output folder in the settings.',
    },
    time_limit: { reason: 'Took too long', remedy: 'Raise the time limit in the settings, then retry.' },
    stalled: { reason: 'Engine stalled', remedy: 'Retry. If it happens again, check the log.' },
    out_of_memory: {
      reason: 'Out of memory',
      remedy: 'Lower the maximum height in the settings, then retry.',
    },
    killed: { reason: 'Engine was killed', remedy: 'Retry.' },
    bad_output: { reason: 'Video is corrupt', remedy: 'Retry. If it happens again, check the log.' },
    engine_failed: { reason: 'Engine failed', remedy: 'Check the log for the cause.' },
  } satisfies Record<FailureCode, { reason: string; remedy: string }>,
  failure_unknown: { reason: 'Processing failed', remedy: 'Check the log for the cause.' },

  lost: {
    unreachable: {
      title: 'Connection lost',
      text: 'The app is not responding. This page keeps trying to reconnect.',
    },
    session: {
      title: 'Session expired',
      text: 'Home Assistant ended this session. Reload the page to continue.',
    },
    stopping: { title: 'The app is restarting', text: 'This page reconnects automatically.' },
    polling: {
      title: 'No live updates',
      text: 'Something between your browser and the app is blocking WebSockets. The page refreshes every 30 seconds instead.',
    },
  } satisfies Record<LostReason, { title: string; text: string }>,

  queue_rendering: 'Rendering',
  queue_paused: 'The queue is paused',
  queue_paused_help: 'New renders are on hold.',
  queue_printing: 'Waiting for a print to finish',
  queue_printing_help: (printer: string) => `New renders are on hold while ${printer} is printing.`,
  queue_waiting: (count: number, formatted: string) => (count === 1 ? '1 pending' : `${formatted} pending`),
  queue_empty: 'Nothing to render',
  queue_empty_help: 'New pictures are picked up automatically.',
  queue_soon: 'Starting soon',
  pause: 'Pause queue',
  resume: 'Resume queue',

  empty_title: 'No timelapses yet',
  empty_text:
    'Let the app take pictures with a camera, or put a folder with pictures of a print into the source folder. The video is made automatically.',
  empty_printers_text:
    'Turn on “Take pictures” for a printer, and each of its prints becomes a video, as do folders with pictures in the source folder.',
  empty_printers: 'Choose a printer',
  empty_capture: 'Take pictures now',
  no_match_title: 'No matches',
  no_match_text: 'No timelapse matches these filters.',
  clear_filters: 'Show all',
  error_title: 'Could not load the timelapses',
  gallery: 'Timelapses',
  count: (count: number, formatted: string) => (count === 1 ? '1 timelapse' : `${formatted} timelapses`),

  filter_all: 'All',
  filter_pinned: 'Pinned',
  filter_linked: 'Linked',
  filter_group: 'Filter',
  search: 'Search',
  sort_label: 'Sort and view',
  sort: {
    created: 'Oldest first',
    duration: 'Shortest first',
    size: 'Smallest first',
    name: 'Name A–Z',
  } satisfies Record<SortKey, string>,
  sort_reverse: {
    created: 'Newest first',
    duration: 'Longest first',
    size: 'Largest first',
    name: 'Name Z–A',
  } satisfies Record<SortKey, string>,

  density: {
    small: 'Small cards',
    medium: 'Medium cards',
    large: 'Large cards',
    list: 'List',
  } satisfies Record<Density, string>,

  select: 'Select',
  select_card: (title: string) => `Select ${title}`,

  deleted: (title: string) => `“${title}” deleted`,
  deleted_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse deleted' : `${formatted} timelapses deleted`,
  delete_some_failed: (count: number, formatted: string) =>
    count === 1 ? 'Could not delete 1 timelapse' : `Could not delete ${formatted} timelapses`,
  toast_completed: (title: string) => `“${title}” is ready`,
  toast_failed: (title: string) => `“${title}” failed`,
  request_failed: 'Something went wrong',
  request_unreachable: 'The app is not responding. Try again in a moment.',

  meta: {
    made: 'Created',
    length: 'Length',
    size: 'Size',
    resolution: 'Resolution',
    frames: 'Frames',
    dropped: 'Unreadable frames',
    left_out: 'Left out automatically',
    printer: 'Printer',
    job: 'Print job',
    folder: 'Folder',
  },

  back: 'Back',
  undo: 'Undo',
  more_views: 'More',
  view: {
    printers: 'Printers',
    capture: 'Take pictures',
    jobs: 'Print jobs',
    cleanup: 'Review clean-up',
    ignored: 'Ignored folders',
    statistics: 'Statistics',
    settings: 'Settings',
    address: 'Copy address',
    shortcuts: 'Keyboard shortcuts',
  },

  age_label: 'Age',
  age_any: 'Any age',
  age: {
    week: 'Last 7 days',
    month: 'Last 30 days',
    older: 'Older than 30 days',
  } satisfies Record<Age, string>,
  printer_label: 'Printer',
  printer_any: 'All printers',

  storage: 'Storage',
  storage_videos: 'Videos',
  storage_frames: 'Frames',
  storage_reclaimable: 'Reclaimable',
  storage_trash: 'Trash',
  storage_archive: 'Archive',
  storage_free: 'Free',
  storage_days: (count: number, formatted: string) =>
    count === 1 ? 'Full in about 1 day' : `Full in about ${formatted} days`,
  storage_low: 'The disk is almost full',
  storage_review: (count: number, formatted: string) =>
    count === 1 ? 'Review 1 old video' : `Review ${formatted} old videos`,
  storage_open: 'Review clean-up',

  storage_frames_review: (size: string) => `Review reclaimable frames, ${size}`,
  frames_delete: 'Delete frames',
  frames_delete_title: (count: number, formatted: string) =>
    count === 1 ? 'Delete the frames of 1 video?' : `Delete the frames of ${formatted} videos?`,
  frames_delete_text: (size: string) =>
    `${size} of frames will be permanently deleted. The videos are kept. Each video is checked first: if it cannot be played, its frames are kept too.`,
  frames_deleted: (size: string) => `Frames deleted, ${size} freed`,
  frames_delete_failed: (count: number, formatted: string) =>
    count === 1 ? 'The frames of 1 video were kept' : `The frames of ${formatted} videos were kept`,
  delete_sources: (size: string) => `Also delete their frames (${size})`,
  restored: (title: string) => `“${title}” restored`,
  restored_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse restored' : `${formatted} timelapses restored`,

  /** Refusals by code. Empty in English: the server's own message is shown. */
  refused: {} as Partial<Record<RefusalCode, string>>,

  open_settings: 'Open settings',
  /** Causes by code, shown in brackets. A code without an entry is shown in the server's words. */
  cause: {} as Record<string, string>,
  /** Notices by code; null = the server's own message is shown. */
  notice: null as NoticeTexts | null,
};

export type Dictionary = typeof en;

import type { Action } from '../util/card-actions.ts';
import type { FailureCode, SortKey, Status, WireNotice } from '../contract.ts';
import type { LostReason } from '../api/live.ts';

/** Every text of the page. English is the source; other languages have the same keys, checked by type. */
export const en = {
  app_title: 'Timelapses',
  loading: 'Loading timelapses …',
  menu: 'Menu',
  close: 'Close',
  cancel: 'Cancel',
  try_again: 'Try again',
  reload: 'Reload',

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
    log: 'Show log',
    delete: 'Delete',
  } satisfies Record<Action, string>,
  /** Name of a button for screen readers, so that thirty "Play" in a row can be told apart. */
  action_for: (action: string, title: string) => `${action}: ${title}`,
  open_player: (title: string) => `Watch ${title}`,
  unpin: 'Unpin',
  pinned: 'Pinned',
  more: (title: string) => `More for ${title}`,

  starts_in: 'Starts in',
  starts_now: 'Starts at any moment',
  starts_by_hand: 'Starts by hand only',
  queue_place: (place: string) => `Place ${place} in the queue`,
  queue_next: 'Next in the queue',
  queue_held: 'Waits until the queue goes on',
  second_try: (reason: string) => `Tries again by itself: ${reason}`,
  time_left: (time: string) => `${time} left`,
  percent: (value: string) => `${value} %`,
  progress_of: (title: string) => `Progress of ${title}`,
  starting: 'Starting',
  /** The bundled engine's words; those of other engines are shown as they are. */
  step: {
    measuring: 'Measuring brightness',
    encoding: 'Encoding',
    finishing: 'Finishing',
  } as Record<string, string>,
  frames: (count: number, formatted: string) => (count === 1 ? '1 frame' : `${formatted} frames`),
  dropped: (count: number, formatted: string) =>
    count === 1 ? '1 frame could not be read' : `${formatted} frames could not be read`,
  source_missing: 'The frames are gone',
  video_missing: 'The video file is gone',
  video_missing_help: 'Render again to make a new one.',
  video_missing_no_frames: 'Delete the entry, or put the file back.',
  large_video: 'Larger than 1 GB',

  failure: {
    ffmpeg_missing: { reason: 'ffmpeg is missing', remedy: 'Install ffmpeg, then retry.' },
    engine_not_found: { reason: 'Engine not found', remedy: 'Check the engine path in the options.' },
    engine_not_executable: { reason: 'Engine cannot be run', remedy: 'Make the engine executable.' },
    permission_denied: { reason: 'No permission', remedy: 'Allow the app to read and write the folders.' },
    disk_full: { reason: 'Disk full', remedy: 'Delete old videos, then retry.' },
    unreadable_frames: {
      reason: 'Too many broken frames',
      remedy: 'Replace the broken pictures, then retry.',
    },
    no_frames: { reason: 'No frames found', remedy: 'Put pictures into the folder, then retry.' },
    source_missing: { reason: 'Image folder is gone', remedy: 'Bring the folder back, then retry.' },
    output_not_writable: {
      reason: 'Output folder not writable',
      remedy: 'Check the output folder in the options.',
    },
    time_limit: { reason: 'Took too long', remedy: 'Raise the time limit in the options, then retry.' },
    stalled: { reason: 'Engine stood still', remedy: 'Retry; if it stays, look into the log.' },
    out_of_memory: { reason: 'Out of memory', remedy: 'Lower the video height in the options, then retry.' },
    killed: { reason: 'Stopped from outside', remedy: 'Retry.' },
    bad_output: { reason: 'The video came out broken', remedy: 'Retry; if it stays, look into the log.' },
    engine_failed: { reason: 'Engine failed', remedy: 'Look into the log for the reason.' },
  } satisfies Record<FailureCode, { reason: string; remedy: string }>,
  failure_unknown: { reason: 'Processing failed', remedy: 'Look into the log for the reason.' },

  lost: {
    unreachable: { title: 'Connection lost', text: 'The app does not answer. This page keeps trying.' },
    session: {
      title: 'Session expired',
      text: 'Home Assistant ended this session. Reload the page to go on.',
    },
    stopping: { title: 'The app is restarting', text: 'This page comes back by itself.' },
    polling: {
      title: 'No live updates',
      text: 'Something between here and the app blocks WebSockets. The page is refreshed every half a minute.',
    },
  } satisfies Record<LostReason, { title: string; text: string }>,

  area: {
    options: 'Options',
    source: 'Source folder',
    output: 'Output folder',
    engine: 'Engine',
    ffmpeg: 'ffmpeg',
    database: 'Database',
    home_assistant: 'Home Assistant',
    disk: 'Disk',
    print_jobs: 'Print jobs',
  } satisfies Record<WireNotice['area'], string>,
  notices: 'Needs a look',

  queue_rendering: 'Rendering',
  queue_paused: 'The queue is paused',
  queue_paused_help: 'Nothing new is started until you go on.',
  queue_waiting: (count: number, formatted: string) => (count === 1 ? '1 pending' : `${formatted} pending`),
  queue_empty: 'Nothing waits to be rendered',
  queue_soon: 'The next render is about to start',
  pause: 'Pause queue',
  resume: 'Resume queue',

  empty_title: 'No timelapses yet',
  empty_text: 'Put a folder with the pictures of a print into the source folder. It appears here by itself.',
  no_match_title: 'Nothing matches',
  no_match_text: 'No timelapse fits these filters.',
  clear_filters: 'Show all',
  error_title: 'The timelapses could not be loaded',
  gallery: 'Timelapses',
  count: (count: number, formatted: string) => (count === 1 ? '1 timelapse' : `${formatted} timelapses`),

  filter_all: 'All',
  filter_pinned: 'Pinned',
  filter_linked: 'Linked',
  filter_group: 'Filter',
  search: 'Search',
  search_label: 'Search by name, print job or printer',
  clear_search: 'Clear search',
  sort_label: 'Sort',
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

  select: 'Select',
  select_card: (title: string) => `Select ${title}`,
  select_all: 'Select all',
  select_done: 'Done',
  selected: (count: number, formatted: string) => (count === 1 ? '1 selected' : `${formatted} selected`),
  delete_selected: 'Delete selected',

  delete_title: 'Delete this timelapse?',
  delete_text: (title: string) =>
    `“${title}” and its video are deleted for good. The frames stay where they are.`,
  delete_text_no_video: (title: string) =>
    `“${title}” is taken off the list. The frames stay where they are.`,
  delete_text_running: 'The render that is under way is stopped.',
  delete_source: (size: string) => `Also delete the frames (${size})`,
  delete_many_title: (count: number, formatted: string) =>
    count === 1 ? 'Delete 1 timelapse?' : `Delete ${formatted} timelapses?`,
  delete_many_text: (size: string) =>
    `Their videos (${size}) are deleted for good. The frames stay where they are.`,
  delete_many_pinned: (count: number, formatted: string) =>
    count === 1 ? 'One of them is pinned.' : `${formatted} of them are pinned.`,
  deleted: (title: string) => `“${title}” deleted`,
  deleted_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse deleted' : `${formatted} timelapses deleted`,
  delete_some_failed: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse could not be deleted' : `${formatted} timelapses could not be deleted`,
  toast_completed: (title: string) => `“${title}” is ready`,
  toast_failed: (title: string) => `“${title}” failed`,
  request_failed: 'That did not work',
  request_unreachable: 'The app does not answer. Try again in a moment.',

  player_label: 'Player',
  previous: 'Previous video',
  next: 'Next video',
  speed: 'Speed',
  speed_value: (value: string) => `${value}×`,
  loop: 'Repeat',
  frame_back: 'One frame back',
  frame_forward: 'One frame forward',
  player_gone_title: 'This timelapse is gone',
  player_gone_text: 'It was deleted, or the link is old.',
  player_no_video: 'There is no video yet',
  player_error: 'The video cannot be played',
  player_error_text: 'Download it to watch it with another program, or render again.',
  player_newer: 'A newer video is ready',
  player_show_newer: 'Show it',
  keys_help: 'Space: play or pause · ← →: 5 seconds · , .: one frame · P N: previous, next · L: repeat',

  meta: {
    made: 'Made',
    length: 'Length',
    size: 'Size',
    resolution: 'Resolution',
    frames: 'Frames',
    dropped: 'Unreadable frames',
    flicker: 'Flicker',
    printer: 'Printer',
    job: 'Print job',
    folder: 'Folder',
  },
  meta_resolution: (width: string, height: string, fps: string) => `${width} × ${height}, ${fps} fps`,
  meta_flicker: (before: string, after: string) => `${before} % → ${after} %`,

  log_title: 'Log',
  log_empty: 'The engine wrote nothing.',
  log_none: 'There is no log of this timelapse.',
  log_details: 'Details',
  log_engine: 'What the engine wrote',
  log_copy: 'Copy',
  log_copied: 'Log copied',

  storage_videos: 'Videos',
  storage_frames: 'Frames',
  storage_free: 'Free',
};

/** What every language has to say. */
export type Dictionary = typeof en;

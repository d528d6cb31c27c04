import type { Action } from '../util/card-actions.ts';
import type { FailureCode, SortKey, Status, WireNotice, WirePrintJob } from '../contract.ts';
import type { LostReason } from '../api/live.ts';
import type { Age } from '../util/route.ts';
import type { NoticeTexts } from './notice-texts.ts';

/** Every text of the page. English is the source; other languages have the same keys, checked by type. */
export const en = {
  /** Which language this is, for texts that are kept apart. */
  code: 'en' as 'en' | 'de',

  app_title: 'Timelapses',
  loading: 'Loading timelapses …',
  wait: 'Loading …',
  menu: 'Menu',
  close: 'Close',
  cancel: 'Cancel',
  try_again: 'Try again',
  reload: 'Reload',
  updated: 'The app was updated. Reload to go on.',

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
    edit: 'Title and notes',
    link: 'Print job',
    log: 'Show log',
    delete: 'Delete',
  } satisfies Record<Action, string>,
  /** Name of a button for screen readers, so that thirty "Play" in a row can be told apart. */
  action_for: (action: string, title: string) => `${action}: ${title}`,
  open_player: (title: string) => `Watch ${title}`,
  look_only: 'You may look at everything. Only administrators may change anything.',
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
    planning: 'Planning the correction',
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
  queue_paused_help: 'Nothing new is started.',
  queue_printing: 'Waiting for a print to end',
  queue_printing_help: (printer: string) => `Nothing new is started while ${printer} prints.`,
  queue_waiting: (count: number, formatted: string) => (count === 1 ? '1 pending' : `${formatted} pending`),
  queue_empty: 'Nothing waits to be rendered',
  queue_empty_help: 'New pictures are found and rendered by themselves.',
  queue_soon: 'Starts in a moment',
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
  delete_many_with_source: (size: string) =>
    `Their videos and frames (${size}) are deleted for good. Frames go only where a playable video stands for them.`,
  delete_many_pinned: (count: number, formatted: string) =>
    count === 1 ? 'One of them is pinned.' : `${formatted} of them are pinned.`,
  deleted: (title: string) => `“${title}” deleted`,
  deleted_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse deleted' : `${formatted} timelapses deleted`,
  delete_some_failed: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse could not be deleted' : `${formatted} timelapses could not be deleted`,
  share_ready: (title: string) => `“${title}” is ready to share`,
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
    printer: 'Printer',
    job: 'Print job',
    folder: 'Folder',
  },
  meta_resolution: (width: string, height: string, fps: string) => `${width} × ${height}, ${fps} fps`,

  log_title: 'Log',
  log_empty: 'The engine wrote nothing.',
  log_none: 'There is no log of this timelapse.',
  log_details: 'Details',
  log_engine: 'What the engine wrote',
  log_copy: 'Copy',
  log_copied: 'Log copied',

  back: 'Back',
  save: 'Save',
  undo: 'Undo',
  more_views: 'More',
  view: {
    jobs: 'Print jobs',
    cleanup: 'Review clean-up',
    ignored: 'Ignored folders',
    settings: 'Settings',
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
  storage_free: 'Free',
  storage_days: (count: number, formatted: string) =>
    count === 1 ? 'Full in about 1 day' : `Full in about ${formatted} days`,
  storage_low: 'The disk is nearly full',
  storage_review: (count: number, formatted: string) =>
    count === 1 ? 'Review 1 old video' : `Review ${formatted} old videos`,
  storage_open: 'Review clean-up',

  cleanup_title: 'Clean-up',
  cleanup_text: 'Videos that are old enough to go, biggest first. Pinned ones are never offered.',
  cleanup_age: (count: number, formatted: string) => (count === 1 ? '1 day old' : `${formatted} days old`),
  cleanup_frames: (size: string) => `Frames: ${size}`,
  cleanup_select: 'Select all',
  cleanup_sum: (count: number, formatted: string, size: string) =>
    count === 1 ? `1 selected, frees ${size}` : `${formatted} selected, frees ${size}`,
  cleanup_none_selected: 'Nothing selected',
  cleanup_delete: 'Delete selected',
  cleanup_keep: (title: string) => `Pin ${title}, so that it stays`,
  cleanup_empty_title: 'Nothing to clean up',
  cleanup_empty_text: 'No video is old enough, or all that are have been pinned.',
  cleanup_pinned: (count: number, formatted: string) =>
    count === 1 ? '1 pinned video is safe' : `${formatted} pinned videos are safe`,
  delete_sources: (size: string) => `Also delete their frames (${size})`,
  restored: (title: string) => `“${title}” is back; its video is made again`,
  restored_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse is back' : `${formatted} timelapses are back`,

  ignored_title: 'Ignored folders',
  ignored_text:
    'You deleted these timelapses, but their frames are still there. Restore one to make its video again.',
  ignored_deleted: 'Deleted',
  ignored_empty_title: 'No ignored folders',
  ignored_empty_text: 'A timelapse that is deleted while its frames remain is listed here.',
  restore: 'Restore',

  edit_title: 'Title and notes',
  edit_name: 'Title',
  edit_name_hint: (folder: string) => `Shown instead of the folder name “${folder}”`,
  edit_notes: 'Notes',
  edit_saved: 'Saved',

  link_title: 'Print job',
  link_none: 'Not linked to a print job.',
  link_auto: 'Linked by itself',
  link_manual: 'Linked by hand',
  link_take: 'Link',
  link_take_for: (name: string) => `Link to ${name}`,
  link_remove: 'Unlink',
  link_suggestions: 'Suggestions',
  link_no_suggestion: 'No print job fits. Search for one below.',
  link_search: 'Search all print jobs',
  link_no_jobs: 'No print job bears this text.',
  link_score: (score: string) => `${score} % match`,
  linked: (name: string) => `Linked to “${name}”`,
  unlinked: 'Link removed',
  match: {
    name_exact: 'Same name',
    name_fuzzy: 'Nearly the same name',
    name_partial: 'Words in common',
    name_other_number: 'Another number or version',
    name_other: 'Another name',
    time_covers: 'Taken all along the print',
    time_during: 'Taken during the print',
    time_before: 'Taken before the print',
    time_after: 'Taken after the print',
    time_outside: 'Mostly taken at other times',
    date_same: 'Date in the name fits',
    date_other: 'Another date in the name',
    date_other_time: 'Another time of day in the name',
    printer_same: 'Same printer',
    printer_other: 'Another printer',
  } as Record<string, string>,

  jobs_empty_title: 'No print jobs yet',
  jobs_empty_text:
    'They come from your printers in Home Assistant, from a Printernizer server, or from the API.',
  jobs_search: 'Search by name, file or printer',
  jobs_error: 'The print jobs could not be loaded',
  job_gone_title: 'This print job is gone',
  job_gone_text: 'It is no longer known, or the link is old.',
  job_status: {
    pending: 'Waiting',
    printing: 'Printing',
    paused: 'Paused',
    completed: 'Finished',
    failed: 'Failed',
    cancelled: 'Cancelled',
    unknown: 'Unknown',
  } satisfies Record<WirePrintJob['status'], string>,
  job_source: {
    api: 'API',
    printernizer: 'Printernizer',
    home_assistant: 'Home Assistant',
  } as Record<string, string>,
  job_facts: {
    status: 'Status',
    printer: 'Printer',
    file: 'File',
    started: 'Started',
    ended: 'Ended',
    duration: 'Duration',
    source: 'Source',
  },
  job_timelapses: 'Timelapses',
  job_no_timelapses: 'No timelapse is linked to it yet. Link one in the menu of its card.',
  job_timelapse_count: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse' : `${formatted} timelapses`,

  flicker_title: 'Flicker',
  flicker_frames: 'In the frames',
  flicker_video: 'In the video',
  flicker_curve: 'Light of each frame, first frame = 100 %',
  flicker_curve_label: (low: string, high: string, videoLow: string, videoHigh: string) =>
    `Light of each frame against the first: ${low} to ${high} % in the frames, ${videoLow} to ${videoHigh} % in the video`,
  flicker_less: (percent: string) => `${percent} % less`,

  shortcuts_title: 'Keyboard shortcuts',
  shortcuts_gallery: 'Gallery',
  shortcuts_select: 'Select mode',
  shortcuts_player: 'Player',
  shortcut: {
    search: 'Search',
    select: 'Select',
    help: 'Show this help',
    all: 'Select everything shown',
    range: 'Select a range',
    one: 'Select by a click on a card',
    end: 'End select mode',
    toggle: 'Play or pause',
    skip: '5 seconds back or forward',
    frame: 'One frame back or forward',
    step: 'Previous or next video',
    loop: 'Repeat',
    fullscreen: 'Full screen',
    close: 'Close',
  },
  key: { space: 'Space', shift: 'Shift', ctrl: 'Ctrl', click: 'click', escape: 'Esc' },

  /** What the server refuses, by code, where the page can say it in the reader's language. */
  refused: {} as Record<string, string>,

  open_settings: 'Open settings',
  /** Why something cannot be reached, read or done, in brackets behind that; what is missing is told as it comes. */
  cause: {} as Record<string, string>,
  /** What needs a look, by its code; null = in the server's own words. */
  notice: null as NoticeTexts | null,
};

/** What every language has to say. */
export type Dictionary = typeof en;

import type { Action } from '../timelapse/card-actions.ts';
import type {
  FailureCode,
  RefusalCode,
  SortKey,
  Status,
  SteadyReason,
  WireNotice,
  WirePrintJob,
} from '../contract.ts';
import type { LostReason } from '../api/live.ts';
import type { Age } from '../state/route.ts';
import type { NoticeTexts } from './notice-texts.ts';

/** English is the source; other languages have the same keys, checked by type. */
export const en = {
  code: 'en' as 'en' | 'de',

  app_title: 'Timelapses',
  loading: 'Loading timelapses …',
  wait: 'Loading …',
  menu: 'Menu',
  close: 'Close',
  cancel: 'Cancel',
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
    capture: 'Taking pictures',
  } satisfies Record<WireNotice['area'], string>,
  notices: 'Needs attention',

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
  download_selected: 'Download selected',
  delete_selected: 'Delete selected',

  delete_title: 'Delete this timelapse?',
  delete_text: (title: string) =>
    `“${title}” and its video will be permanently deleted. The frames are kept.`,
  delete_text_no_video: (title: string) => `“${title}” will be removed from the list. The frames are kept.`,
  delete_text_running: 'The render in progress will be stopped.',
  delete_source: (size: string) => `Also delete the frames (${size})`,
  delete_many_title: (count: number, formatted: string) =>
    count === 1 ? 'Delete 1 timelapse?' : `Delete ${formatted} timelapses?`,
  delete_many_text: (size: string) =>
    `Their videos (${size}) will be permanently deleted. The frames are kept.`,
  delete_many_with_source: (size: string) =>
    `Their videos and frames (${size}) will be permanently deleted. Frames without a playable video are kept.`,
  delete_many_pinned: (count: number, formatted: string) =>
    count === 1 ? 'One of them is pinned.' : `${formatted} of them are pinned.`,
  deleted: (title: string) => `“${title}” deleted`,
  deleted_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse deleted' : `${formatted} timelapses deleted`,
  delete_some_failed: (count: number, formatted: string) =>
    count === 1 ? 'Could not delete 1 timelapse' : `Could not delete ${formatted} timelapses`,
  toast_completed: (title: string) => `“${title}” is ready`,
  toast_failed: (title: string) => `“${title}” failed`,
  request_failed: 'Something went wrong',
  request_unreachable: 'The app is not responding. Try again in a moment.',

  player_label: 'Player',
  previous: 'Previous video',
  next: 'Next video',
  speed: 'Speed',
  speed_value: (value: string) => `${value}×`,
  loop: 'Repeat',
  frame_back: 'One frame back',
  frame_forward: 'One frame forward',
  player_gone_title: 'This timelapse no longer exists',
  player_gone_text: 'It was deleted, or the link is outdated.',
  player_no_video: 'No video yet',
  player_error: 'This video cannot be played',
  player_error_text: 'Download it to play it in another program, or render it again.',
  player_newer: 'A newer video is ready',
  player_show_newer: 'Show',
  keys_help: 'Space: play or pause · ← →: 5 seconds · , .: one frame · P N: previous, next · L: repeat',

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
  meta_resolution: (width: string, height: string, fps: string) => `${width} × ${height}, ${fps} fps`,

  log_title: 'Log',
  log_empty: 'The engine produced no output.',
  log_none: 'There is no log for this timelapse.',
  log_details: 'Details',
  log_engine: 'Engine output',
  log_copy: 'Copy',
  log_copied: 'Log copied',

  back: 'Back',
  save: 'Save',
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
  storage_low: 'The disk is almost full',
  storage_review: (count: number, formatted: string) =>
    count === 1 ? 'Review 1 old video' : `Review ${formatted} old videos`,
  storage_open: 'Review clean-up',

  storage_frames_review: (size: string) => `Review reclaimable frames, ${size}`,

  frames_title: 'Frames of finished videos',
  frames_text:
    'Largest first, regardless of age. The videos are kept, but cannot be rendered again without their frames.',
  frames_delete: 'Delete frames',
  frames_delete_title: (count: number, formatted: string) =>
    count === 1 ? 'Delete the frames of 1 video?' : `Delete the frames of ${formatted} videos?`,
  frames_delete_text: (size: string) =>
    `${size} of frames will be permanently deleted. The videos are kept. Each video is checked first: if it cannot be played, its frames are kept too.`,
  frames_deleted: (size: string) => `Frames deleted, ${size} freed`,
  frames_delete_failed: (count: number, formatted: string) =>
    count === 1 ? 'The frames of 1 video were kept' : `The frames of ${formatted} videos were kept`,
  frames_empty_title: 'No frames to delete',
  frames_empty_text: 'No finished video has any frames left.',
  show_more: (formatted: string) => `Show ${formatted} more`,
  cleanup_title: 'Clean-up',
  cleanup_text: 'Videos old enough to be cleaned up, largest first. Pinned videos are never suggested.',
  cleanup_age: (count: number, formatted: string) =>
    count === 0 ? 'From today' : count === 1 ? '1 day old' : `${formatted} days old`,
  cleanup_frames: (size: string) => `Frames: ${size}`,
  cleanup_select: 'Select all',
  cleanup_sum: (count: number, formatted: string, size: string) =>
    count === 1 ? `1 selected, frees ${size}` : `${formatted} selected, frees ${size}`,
  cleanup_none_selected: 'Nothing selected',
  cleanup_delete: 'Delete selected',
  cleanup_keep: (title: string) => `Pin ${title} to keep it`,
  cleanup_empty_title: 'Nothing to clean up',
  cleanup_empty_text: 'No video is old enough, or all old videos are pinned.',
  cleanup_pinned: (count: number, formatted: string) =>
    count === 1 ? '1 pinned video is kept' : `${formatted} pinned videos are kept`,
  delete_sources: (size: string) => `Also delete their frames (${size})`,
  restored: (title: string) => `“${title}” restored. Its video will be rendered again.`,
  restored_many: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse restored' : `${formatted} timelapses restored`,

  ignored_title: 'Ignored folders',
  ignored_text:
    'You deleted these timelapses, but their frames are still there. Restore one to render its video again.',
  ignored_deleted: 'Deleted',
  ignored_empty_title: 'No ignored folders',
  ignored_empty_text: 'Timelapses that you delete without their frames are listed here.',
  restore: 'Restore',

  edit_title: 'Title and notes',
  edit_name: 'Title',
  edit_name_hint: (folder: string) => `Shown instead of the folder name “${folder}”`,
  edit_notes: 'Notes',
  edit_saved: 'Saved',

  link_title: 'Print job',
  link_none: 'Not linked to a print job.',
  link: {
    auto: 'Linked automatically',
    manual: 'Linked manually',
    capture: 'Known for certain: the app took these pictures',
  },
  link_take: 'Link',
  link_take_for: (name: string) => `Link to ${name}`,
  link_remove: 'Unlink',
  link_suggestions: 'Suggestions',
  link_no_suggestion: 'No matching print job found. Search for one below.',
  link_search: 'Search all print jobs',
  link_no_jobs: 'No print job matches.',
  link_score: (score: string) => `${score}% match`,
  linked: (name: string) => `Linked to “${name}”`,
  unlinked: 'Link removed',
  match: {
    name_exact: 'Same name',
    name_fuzzy: 'Similar name',
    name_partial: 'Words in common',
    name_other_number: 'Different number or version',
    name_other: 'Different name',
    time_covers: 'Taken throughout the print',
    time_during: 'Taken during the print',
    time_before: 'Taken before the print',
    time_after: 'Taken after the print',
    time_outside: 'Mostly taken at other times',
    date_same: 'Date in the name matches',
    date_other: 'Different date in the name',
    date_other_time: 'Different time in the name',
    printer_same: 'Same printer',
    printer_other: 'Different printer',
    learned_linked: 'You linked these before',
    learned_printer: 'You linked to this printer before',
    learned_refused: 'You refused this before',
  } as Record<string, string>,

  jobs_empty_title: 'No print jobs yet',
  jobs_empty_text: 'Print jobs come from your printers in Home Assistant, a Printernizer server or the API.',
  jobs_search: 'Search by name, file or printer',
  jobs_error: 'Could not load the print jobs',
  job_gone_title: 'This print job no longer exists',
  job_gone_text: 'It was removed, or the link is outdated.',
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
  job_no_timelapses: 'No timelapse is linked yet. Link one from the menu of its card.',
  job_timelapse_count: (count: number, formatted: string) =>
    count === 1 ? '1 timelapse' : `${formatted} timelapses`,

  flicker_title: 'Flicker',
  flicker_frames: 'In the frames',
  flicker_video: 'In the video',
  flicker_curve: 'Brightness of each frame (first frame = 100%)',
  flicker_curve_label: (low: string, high: string, videoLow: string, videoHigh: string) =>
    `Brightness of each frame relative to the first: ${low} to ${high}% in the frames, ${videoLow} to ${videoHigh}% in the video`,
  flicker_less: (percent: string) => `${percent}% less`,
  steady_less: (percent: string) => `Steadier: ${percent}% less movement`,
  steady_chosen: (count: string, total: string) =>
    `${count} of ${total} pictures were chosen for a steady picture.`,
  /** Why every picture was used. */
  steady_reason: {
    fixed_frame_rate: 'Every picture was used because the frame rate is fixed.',
    fewer_than_180_pictures: 'Every picture was used: a steady picture needs at least 180 to choose from.',
    too_few_for_the_frame_rate:
      'Every picture was used: there are too few to choose from at this frame rate.',
    several_cameras: 'Every picture was used because several cameras took turns.',
    less_than_35_percent_gain: 'Every picture was used: choosing would hardly make the video steadier.',
  } as Partial<Record<SteadyReason, string>>,
  left_out: (parts: string) => `Frames left out: ${parts}.`,
  left_out_many: (count: string, total: string) => `${count} of ${total} frames were left out automatically.`,
  left_out_check: 'Check whether the video needs some of them.',
  /** After a number. */
  frame_state: {
    unreadable: 'unreadable',
    placeholder: 'without a picture from the camera',
    black: 'black',
    glitch: 'damaged',
  } as Record<string, string>,
  flicker_cameras: (count: string) =>
    `These frames come from ${count} cameras taking turns. Flicker was removed for each camera separately.`,

  shortcuts_title: 'Keyboard shortcuts',
  shortcuts_gallery: 'Gallery',
  shortcuts_select: 'Select mode',
  shortcuts_player: 'Player',
  shortcut: {
    search: 'Search',
    select: 'Select',
    help: 'Show this help',
    all: 'Select all shown',
    range: 'Select a range',
    one: 'Select or deselect a card',
    end: 'Leave select mode',
    toggle: 'Play or pause',
    skip: '5 seconds back or forward',
    frame: 'One frame back or forward',
    step: 'Previous or next video',
    loop: 'Repeat',
    fullscreen: 'Full screen',
    close: 'Close',
  },
  key: { space: 'Space', shift: 'Shift', ctrl: 'Ctrl', click: 'click', escape: 'Esc' },

  /** Refusals by code. Empty in English: the server's own message is shown. */
  refused: {} as Partial<Record<RefusalCode, string>>,

  open_settings: 'Open settings',
  dismiss: 'Dismiss',
  offers: 'Suggestions',
  join: {
    action: 'Join',
    title: (job: string) => `Make one video of “${job}”?`,
    offer: (count: string, job: string, folders: string) =>
      `${count} folders belong to the same print, “${job}”: ${folders}.`,
    text: (folder: string, count: string) =>
      `The pictures from the later folders will be moved into “${folder}” (${count} pictures in total), empty folders will be removed, and one video will be made. Finished videos are kept.`,
  },
  /** Causes by code, shown in brackets. A code without an entry is shown in the server's words. */
  cause: {} as Record<string, string>,
  /** Notices by code; null = the server's own message is shown. */
  notice: null as NoticeTexts | null,
};

export type Dictionary = typeof en;

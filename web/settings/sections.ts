import type { WireOption } from '../contract.ts';

/** Parts of the settings, in their order. */
export type Section = 'folders' | 'processing' | 'video' | 'cleanup' | 'printers' | 'system' | 'other';

const NAMES: Record<Exclude<Section, 'other'>, readonly string[]> = {
  folders: [
    'timelapse_source_folder',
    'timelapse_output_folder',
    'timelapse_output_strategy',
    'timelapse_show_in_media',
  ],
  processing: [
    'timelapse_enabled',
    'timelapse_auto_process_timeout',
    'min_frames',
    'timelapse_scan_interval',
    'timelapse_processing_timeout',
    'pause_while_printing',
    'timelapse_flickerfree_path',
  ],
  video: [
    'video.deflicker',
    'video.target_seconds',
    'video.fps',
    'video.min_fps',
    'video.max_fps',
    'video.max_height',
    'video.quality',
    'video.preset',
    'video.hold_last_frame_seconds',
  ],
  cleanup: ['timelapse_cleanup_age_days'],
  printers: ['printers', 'printernizer_url'],
  system: ['non_admins_may_change', 'log_level'],
};

/** The options by section, in the order in which people look for them; what has no place yet comes last. */
export function sectionsOf(options: readonly WireOption[]): [Section, WireOption[]][] {
  const byName = new Map(options.map((option) => [option.name, option]));
  const placed = Object.entries(NAMES).map(([section, names]): [Section, WireOption[]] => [
    section as Section,
    names.map((name) => byName.get(name)).filter((option) => option !== undefined),
  ]);
  const known = new Set(Object.values(NAMES).flat());
  const other = options.filter(({ name }) => !known.has(name));
  return [...placed, ['other', other] satisfies [Section, WireOption[]]].filter(
    ([, members]) => members.length > 0,
  );
}

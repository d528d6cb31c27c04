import type { OptionSchema } from './option-schema.ts';

/** The options of the app in the language of `config.yaml`, as the Supervisor knows them. */
export const APP_SCHEMA: OptionSchema = {
  timelapse_enabled: 'bool',
  timelapse_source_folder: 'str(1,)',
  timelapse_output_folder: 'str(1,)',
  timelapse_output_strategy: 'list(same|separate|both)',
  timelapse_auto_process_timeout: 'int(0,3600)',
  timelapse_cleanup_age_days: 'int(7,90)',
  timelapse_flickerfree_path: 'str(1,)',
  timelapse_processing_timeout: 'int(1,1440)',
  timelapse_scan_interval: 'int(2,3600)',
  timelapse_show_in_media: 'bool',
  video: {
    target_seconds: 'float(0,3600)',
    fps: 'float(1,120)',
    min_fps: 'float(1,120)',
    max_fps: 'float(1,120)',
    max_height: 'int(120,4320)',
    quality: 'int(0,51)',
    preset: 'list(veryfast|faster|medium|slow)',
    hold_last_frame_seconds: 'float(0,60)',
    deflicker: 'list(off|light|strong)',
  },
  printers: [{ name: 'str(1,)', status_entity: 'str(1,)', file_entity: 'str?', camera_entity: 'str?' }],
  printernizer_url: 'url?',
  min_frames: 'int(1,1000)',
  pause_while_printing: 'bool',
  non_admins_may_change: 'bool',
  log_level: 'list(trace|debug|info|notice|warning|error|fatal)?',
};

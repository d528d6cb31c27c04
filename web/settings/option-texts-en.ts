import type {
  EngineCode,
  FolderCause,
  TestFindings,
  WireOption,
  WireOptionLock,
  WireOptionProblem,
  WireTestReport,
} from '../contract.ts';
import type { FactFormat } from '../i18n/fact-format.ts';
import type { Section } from './sections.ts';

/** What one option is called; without a help of its own the server's is shown. */
export interface OptionText {
  label: string;
  help?: string;
  unit?: string;
  choices?: Record<string, string>;
}

/** What the configuration test found, in words; problems with options have theirs elsewhere. */
type TestFindingTexts = {
  [Code in Exclude<keyof TestFindings, 'options_invalid'>]: (
    facts: TestFindings[Code],
    format: FactFormat,
  ) => string;
};

/** The settings in English. They are kept apart from the page's other texts, since few visits come by here. */
export const optionTextsEn = {
  section: {
    folders: 'Folders',
    processing: 'Processing',
    video: 'Video',
    cleanup: 'Clean-up',
    printers: 'Printers',
    system: 'System',
    other: 'More',
  } satisfies Record<Section, string>,

  option: {
    timelapse_enabled: { label: 'Watch for pictures' },
    timelapse_source_folder: { label: 'Source folder' },
    timelapse_output_folder: { label: 'Output folder' },
    timelapse_output_strategy: {
      label: 'Where videos go',
      help: 'Where a finished video is put.',
      choices: { same: 'Beside the frames', separate: 'Into the output folder', both: 'Into both' },
    },
    timelapse_auto_process_timeout: {
      label: 'Quiet period',
      help: 'Time after the newest frame until the video is made; 0 = started by hand only.',
      unit: 'seconds',
    },
    timelapse_cleanup_age_days: {
      label: 'Age for clean-up',
      help: 'From this age on clean-up offers a video.',
      unit: 'days',
    },
    timelapse_flickerfree_path: { label: 'Engine' },
    timelapse_processing_timeout: {
      label: 'Time limit of a render',
      help: 'Longest time that one video may take to be made.',
      unit: 'minutes',
    },
    timelapse_scan_interval: {
      label: 'Time between two looks',
      help: 'How often the source folder is looked at.',
      unit: 'seconds',
    },
    timelapse_show_in_media: { label: "Show in Home Assistant's Media panel" },
    'video.target_seconds': {
      label: 'Length',
      help: 'Length of a video, reached by choosing the frame rate; 0 = always the fixed frame rate.',
      unit: 'seconds',
    },
    'video.fps': { label: 'Frame rate', help: 'Frames a second when the length is 0.', unit: 'fps' },
    'video.min_fps': {
      label: 'Lowest frame rate',
      help: 'Not even for the length does the frame rate go below it.',
      unit: 'fps',
    },
    'video.max_fps': {
      label: 'Highest frame rate',
      help: 'Not even for the length does the frame rate go above it.',
      unit: 'fps',
    },
    'video.max_height': { label: 'Largest height', unit: 'pixels' },
    'video.quality': { label: 'Quality' },
    'video.preset': {
      label: 'Encoder preset',
      choices: { veryfast: 'Very fast', faster: 'Faster', medium: 'Medium', slow: 'Slow' },
    },
    'video.hold_last_frame_seconds': {
      label: 'Hold the last frame',
      help: 'How long the last frame stays.',
      unit: 'seconds',
    },
    'video.deflicker': {
      label: 'Remove flicker',
      choices: { off: 'Off', light: 'Light', strong: 'Strong' },
    },
    printers: { label: 'Named printers', help: 'Only for printers that are not found by themselves.' },
    printernizer_url: { label: 'Printernizer server' },
    min_frames: { label: 'Fewest frames', unit: 'frames' },
    pause_while_printing: { label: 'Pause while printing' },
    non_admins_may_change: {
      label: 'All users may change things',
      help: 'Users who are not administrators may delete, start and change settings too.',
    },
    log_level: {
      label: 'Log level',
      choices: {
        trace: 'Trace',
        debug: 'Debug',
        info: 'Info',
        notice: 'Notice',
        warning: 'Warning',
        error: 'Error',
        fatal: 'Fatal',
      },
    },
  } as Record<string, OptionText>,

  field: {
    name: 'Name',
    status_entity: 'Status entity',
    file_entity: 'File entity',
    camera_entity: 'Camera entity',
  } as Record<string, string>,
  fieldHelp: {} as Record<string, string>,
  optional: 'optional',
  addPrinter: 'Add printer',
  removePrinter: (name: string) => `Remove ${name}`,
  newPrinter: 'New printer',
  noPrinters: 'None named. Printers of known integrations are found by themselves.',

  source: {
    default: 'Default',
    file: 'Set here',
    environment: 'Set by the environment',
    supervisor: 'Set in Home Assistant',
  } satisfies Record<WireOption['source'], string>,
  reset: 'Reset',
  resetTo: (label: string, value: string) => `Reset ${label} to ${value}`,
  none: 'none',
  on: 'on',
  off: 'off',
  range: (min: string, max: string) => `${min} to ${max}`,
  engineInUse: (path: string) => `In use: ${path}`,
  /** Why it is this one, by the code of the server; null = in its own words. */
  engineWhy: null as Record<EngineCode, (configured: string) => string> | null,
  engineNone: 'No engine can be used.',
  readOnlyAll: 'These settings cannot be changed here.',

  problem: {
    number: 'A number is needed here.',
    whole: 'A whole number is needed here.',
    range: (min: string, max: string) => `It must be from ${min} to ${max}.`,
    path: 'An absolute path is needed here, starting with “/”.',
    url: 'An address is needed here, starting with http:// or https://.',
    fields: (names: string) => `Every entry needs: ${names}.`,
    boolean: 'This is either on or off.',
    choice: (choices: string) => `It must be one of: ${choices}.`,
  },
  /** What the server found wrong, by its code; null = in its own words. */
  problemByCode: null as Record<WireOptionProblem['code'], string> | null,
  lock: {
    environment: (variables: readonly string[]) =>
      `The environment variable ${variables.join(' or ')} sets it and would win again at the next start: change it there.`,
    secret: ([option = '']: readonly string[]) =>
      `The option ${option} holds a !secret, which saving from here would write out. ` +
      'Change options on the options page of the app in Home Assistant.',
  } satisfies Record<WireOptionLock['code'], (by: readonly string[]) => string>,
  problems: (count: number, formatted: string) =>
    count === 1 ? '1 value cannot be saved like this' : `${formatted} values cannot be saved like this`,

  unsaved: (count: number, formatted: string) =>
    count === 1 ? '1 unsaved change' : `${formatted} unsaved changes`,
  discard: 'Discard',
  saved: 'Settings saved',
  changedElsewhere: 'The settings were changed elsewhere; your own changes are still here.',
  leaveTitle: 'Leave without saving?',
  leaveText: 'Your changes to the settings are lost.',
  loadError: 'The settings could not be loaded',

  testTitle: 'Configuration',
  test: 'Test configuration',
  testText: 'Looks at folders, free space, engine and ffmpeg, with the changes made here.',
  testing: 'Testing …',
  testGood: 'Everything is as it should be',
  testBad: (count: number, formatted: string) =>
    count === 1 ? '1 thing needs a look' : `${formatted} things need a look`,
  testItem: {
    options: 'Options',
    source: 'Source folder',
    output: 'Output folder',
    space: 'Free space',
    engine: 'Engine',
    ffmpeg: 'ffmpeg',
    ffprobe: 'ffprobe',
    encoder: 'Encoder',
    media: 'Media panel',
  } satisfies Record<WireTestReport['items'][number]['item'], string>,
  testOk: 'All right',
  testProblem: 'Needs a look',
  /** What was found, by its code; null = in the server's own words. */
  testFinding: null as TestFindingTexts | null,
  /** What to do, by what was found or looked at; the server's own words where there is nothing here. */
  testRemedy: {} as Record<string, string>,

  browse: 'Browse',
  browseFor: (label: string) => `Browse for ${label}`,
  pickerTitle: 'Choose a folder',
  pickerRoots: 'All places',
  pickerUp: 'Up',
  pickerEmpty: 'There are no folders in here.',
  pickerChoose: 'Choose this folder',
  /** Why a folder cannot be shown, by its cause; null = in the server's own words. */
  pickerProblem: null as Record<FolderCause, (path: string) => string> | null,
  pickerOpen: (name: string) => `Open ${name}`,
  pickerPictures: (count: number, formatted: string) => (count === 1 ? '1 picture' : `${formatted} pictures`),
};

/** What the settings say in every language. */
export type OptionTexts = typeof optionTextsEn;

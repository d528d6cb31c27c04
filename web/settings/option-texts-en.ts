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

type Unit = NonNullable<WireOption['unit']>;

/** Texts for the findings of the configuration test. Problems with options have their own (`problem`). */
type TestFindingTexts = {
  [Code in Exclude<keyof TestFindings, 'options_invalid'>]: (
    facts: TestFindings[Code],
    format: FactFormat,
  ) => string;
};

/** English texts of the settings, loaded only when the settings are opened. */
export const optionTextsEn = {
  code: 'en' as 'en' | 'de',

  section: {
    folders: 'Folders',
    processing: 'Processing',
    video: 'Video',
    cleanup: 'Clean-up',
    printers: 'Printers',
    system: 'System',
  } satisfies Record<Section, string>,

  unit: {
    seconds: 'seconds',
    minutes: 'minutes',
    days: 'days',
    frames: 'frames',
    fps: 'fps',
    pixels: 'pixels',
  } satisfies Record<Unit, string>,

  /** Labels of the choices, by option and value. */
  choices: {
    timelapse_output_strategy: {
      same: 'Next to the frames',
      separate: 'In the output folder',
      both: 'In both places',
    },
    'video.preset': { veryfast: 'Very fast', faster: 'Faster', medium: 'Medium', slow: 'Slow' },
    'video.deflicker': { off: 'Off', light: 'Light', strong: 'Strong' },
    timelapse_share_copy: { off: 'None', '10mb': 'Up to 10 MB', '50mb': 'Up to 50 MB' },
    'video.steady': { off: 'Off', auto: 'Automatic', strong: 'Strong' },
    log_level: {
      trace: 'Trace',
      debug: 'Debug',
      info: 'Info',
      notice: 'Notice',
      warning: 'Warning',
      error: 'Error',
      fatal: 'Fatal',
    },
  } as Record<string, Record<string, string>>,

  optional: 'optional',
  addPrinter: 'Add printer',
  removeEntry: (name: string) => `Remove ${name}`,
  newPrinter: 'New printer',
  noTargets: 'Nobody gets a message.',
  addTarget: 'Add',
  newTarget: 'Add a recipient',
  noPrinters: 'No printers added. Known printer integrations are found automatically.',

  source: {
    default: 'Default',
    file: 'Set here',
    environment: 'Set by environment variable',
    supervisor: 'Set in Home Assistant',
  } satisfies Record<WireOption['source'], string>,
  reset: 'Reset',
  resetTo: (label: string, value: string) => `Reset ${label} to ${value}`,
  none: 'none',
  on: 'on',
  off: 'off',
  range: (min: string, max: string) => `${min} to ${max}`,
  engineInUse: (path: string) => `In use: ${path}`,
  /** By code; null = the server's own message is shown. */
  engineWhy: null as Record<EngineCode, (configured: string) => string> | null,
  engineNone: 'No usable engine found.',
  readOnlyAll: 'These settings cannot be changed here.',

  problem: {
    number: 'Enter a number.',
    whole: 'Enter a whole number.',
    range: (min: string, max: string) => `Enter a value from ${min} to ${max}.`,
    path: 'Enter an absolute path starting with “/”.',
    fpsOrder: 'This is above the maximum frame rate. Lower it or raise the maximum.',
    url: 'Enter an address starting with http:// or https://.',
    fields: (names: string) => `Every entry needs: ${names}.`,
    boolean: 'This must be on or off.',
    choice: (choices: string) => `Choose one of: ${choices}.`,
    target: 'Enter an action or entity such as notify.mobile_app_my_phone.',
  },
  /** By code; null = the server's own message is shown. */
  problemByCode: null as Record<WireOptionProblem['code'], string> | null,
  lock: {
    environment: (variables: readonly string[]) =>
      `The environment variable ${variables.join(' or ')} overrides this option. Change it there.`,
    secret: ([option = '']: readonly string[]) =>
      `The option ${option} uses a !secret, which saving here would replace with plain text. ` +
      'Change options on the app’s options page in Home Assistant.',
  } satisfies Record<WireOptionLock['code'], (by: readonly string[]) => string>,
  engineTitle: 'Use this engine?',
  engineText: (path: string) =>
    `From now on, the app will run “${path}” for every video. Only use a program you trust.`,
  engineUse: 'Use engine',
  problems: (count: number, formatted: string) =>
    count === 1 ? '1 value is invalid' : `${formatted} values are invalid`,

  unsaved: (count: number, formatted: string) =>
    count === 1 ? '1 unsaved change' : `${formatted} unsaved changes`,
  discard: 'Discard',
  saved: 'Settings saved',
  changedElsewhere: 'The settings were changed elsewhere. Your own changes are still here.',
  leaveTitle: 'Leave without saving?',
  leaveText: 'Your changes to the settings will be lost.',
  loadError: 'Could not load the settings',

  testTitle: 'Configuration',
  test: 'Test configuration',
  testText: 'Checks folders, free space, engine and ffmpeg, including your unsaved changes.',
  testing: 'Testing …',
  testGood: 'No problems found',
  testBad: (count: number, formatted: string) =>
    count === 1 ? '1 item needs attention' : `${formatted} items need attention`,
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
  testOk: 'OK',
  testProblem: 'Needs attention',
  /** By code; null = the server's own message is shown. */
  testFinding: null as TestFindingTexts | null,
  /** By finding or item. Without an entry, the server's own message is shown. */
  testRemedy: {} as Record<string, string>,

  browse: 'Browse',
  browseFor: (label: string) => `Browse for ${label}`,
  pickerTitle: 'Choose a folder',
  pickerRoots: 'All locations',
  pickerUp: 'Up',
  pickerEmpty: 'No folders here.',
  pickerChoose: 'Choose this folder',
  /** Why a folder cannot be shown, by cause; null = the server's own message is shown. */
  pickerProblem: null as Record<FolderCause, (path: string) => string> | null,
  pickerOpen: (name: string) => `Open ${name}`,
  pickerPictures: (count: number, formatted: string) => (count === 1 ? '1 picture' : `${formatted} pictures`),
};

export type OptionTexts = typeof optionTextsEn;

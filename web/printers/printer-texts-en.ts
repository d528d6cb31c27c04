import type { PrinterOption } from '../api/printers.ts';
import type { CaptureOutcome, WirePrinter } from '../contract.ts';

type Doing = NonNullable<WirePrinter['doing']>;

/** English texts of the printers, loaded only when they are shown. */
export const printerTextsEn = {
  loadError: 'Could not load the printers',
  away: 'Not available in Home Assistant at the moment',
  idle: 'Not printing',
  doing: {
    printing: (print: string) => `Printing “${print}”`,
    preparing: (print: string) => `Preparing to print “${print}”`,
    holding: (print: string) => `Paused: “${print}”`,
    unknown: (print: string) => `Printing “${print}”`,
  } satisfies Record<Doing, (print: string) => string>,

  take: 'Take pictures',
  needsCamera: 'Choose a camera first.',
  noneChosen: 'No camera is chosen, so no pictures are taken.',
  notSaved: (reason: string) => `Not saved. ${reason}`,

  camera: 'Camera',
  cameraNumber: (number: string) => `Camera ${number}`,
  chooseCamera: 'Choose a camera',
  addCamera: 'Add a camera',
  removeCamera: (camera: string) => `Remove ${camera}`,
  several: 'Each camera makes a folder and a video of its own, linked to the same print job.',
  noCameras: 'Home Assistant knows no camera. Add one there, or use a camera with an address:',
  foreign: (entity: string) => `${entity} (not found in Home Assistant)`,

  testPicture: 'Take a test picture',
  testAgain: 'Take another test picture',
  testing: 'Taking a test picture …',
  shows: (camera: string) => `What ${camera} shows`,
  pixels: (width: string, height: string) => `${width} × ${height} pixels`,
  took: (seconds: string) => `took ${seconds} s`,
  notKept: 'A picture like this one would not be kept.',
  testFailed: 'No test picture',

  more: 'More',
  savedAtOnce: 'Changes are saved at once.',
  saving: 'Saving …',
  saved: 'Saved',
  fromNextPrint: 'They apply from the next print on.',
  option: {
    capture_enabled: { label: 'Take pictures', hint: '' },
    cameras: { label: 'Camera', hint: '' },
    mode: { label: 'By time or by layer', hint: '' },
    interval_seconds: { label: 'Seconds between pictures', hint: '' },
    max_pictures: {
      label: 'Most pictures of a print',
      hint: 'When reached, every second picture is deleted and the time between pictures doubles.',
    },
    layer_step: { label: 'Every so many layers', hint: '1 = a picture of every layer' },
    delay_ms: { label: 'Wait after a layer change', hint: '' },
    light_entity: {
      label: 'Light',
      hint: 'Switched on for pictures, then put back as it was. Empty = none.',
    },
    light_seconds: { label: 'Wait for the light', hint: '' },
    light_only_when_dark: { label: 'Light only in the dark', hint: 'Only once a picture was dark.' },
    linger_seconds: { label: 'Go on after the end', hint: 'For the finished part.' },
    when_failed: { label: 'After a failed print', hint: '' },
    when_cancelled: { label: 'After a cancelled print', hint: '' },
    own_videos: {
      label: 'Videos of the printer itself',
      hint: 'Brought into the gallery when a print has ended.',
    },
  } satisfies Record<PrinterOption, { label: string; hint: string }>,
  seconds: 'seconds',
  mode: { interval: 'By time', layer: 'By layer' },
  noLayers: 'By layer is not possible: the printer reports no layers to Home Assistant.',
  outcome: {
    render: 'Make the video',
    keep: 'Keep the pictures, make no video',
    delete: 'Delete the pictures',
  } satisfies Record<CaptureOutcome, string>,
  invalid: {
    number: (min: string, max: string) => `Enter a value from ${min} to ${max}.`,
    whole: (min: string, max: string) => `Enter a whole number from ${min} to ${max}.`,
    light: 'Enter a light.… or switch.… of Home Assistant.',
    other: 'This value is not accepted.',
  },

  start: 'Start now',
  standAlone: {
    title: 'Printers come from Home Assistant',
    text: 'On its own, the app cannot see when a printer prints. Start and stop by hand instead, with any camera that has an address.',
  },
  homeAway: {
    title: 'Home Assistant is not connected',
    text: 'Printers are shown here as soon as it is. You can start by hand in the meantime, with a camera that has an address.',
  },
  none: {
    title: 'No printer found',
    text: 'Add your printer to Home Assistant (Bambu Lab, Creality, Elegoo, Moonraker, OctoPrint or PrusaLink), or name it in the settings. You can also start and stop by hand, with any camera.',
  },
  missing: 'A printer is missing? Add it to Home Assistant, or name it in the settings.',
};

export type PrinterTexts = typeof printerTextsEn;

import type { CaptureProblemCode, CaptureState } from '../contract.ts';
import type { CaptureField } from './capture-draft.ts';

/** English texts of captures, loaded only when one runs or is about to be started. */
export const captureTextsEn = {
  running: 'Taking pictures',
  state: {
    starting: 'Waiting for the print to begin',
    capturing: 'Taking pictures',
    holding: 'The print is paused',
    finishing: 'Taking the last pictures',
    closed: 'Finished',
  } satisfies Record<CaptureState, string>,
  noPictures: 'No pictures at the moment',
  pictures: (count: number, formatted: string) =>
    count === 0 ? 'Waiting for the first picture' : count === 1 ? '1 picture' : `${formatted} pictures`,
  every: (time: string) => `every ${time}`,
  eachLayer: 'by layer',
  layer: (layer: string, layers: string | null) =>
    layers === null ? `Layer ${layer}` : `Layer ${layer} of ${layers}`,
  printProgress: (name: string) => `Progress of the print ${name}`,
  latest: (age: string) => `last one ${age}`,
  stop: 'Stop',
  stopped: (name: string, count: number, formatted: string) =>
    count === 0
      ? `“${name}” stopped without a picture`
      : `“${name}” stopped with ${count === 1 ? '1 picture' : `${formatted} pictures`}`,
  /** By code; null = the server's own message is shown. */
  problem: null as Record<CaptureProblemCode, string> | null,
  remedy: {
    no_answer: 'Check that the camera is on and can be reached.',
    http_error: 'Check the camera, its address and, if it needs one, its password.',
    empty: 'Check the camera, or restart it.',
    no_picture: 'Check that the address is the one for a single picture.',
    other_size: 'Set the camera back to its previous size, or stop and start again with the new one.',
    flat: 'Check the light, and that nothing covers the lens.',
    same: 'Check the camera, or restart it.',
    folder: 'Check the source folder and its share.',
    disk_full: 'Free up space, for example with “Review clean-up”.',
    no_process: 'Stop other apps on this machine, or restart it.',
  } satisfies Record<CaptureProblemCode, string>,
  keepsTrying: 'The app keeps retrying.',

  title: 'Take pictures',
  intro: 'The app takes a picture again and again until you press Stop, and then makes the video.',
  name: 'Name',
  defaultName: 'Timelapse',
  camera: 'Camera',
  chooseCamera: 'Choose a camera',
  byAddress: 'Another camera, by its address',
  address: 'Address of the camera',
  addressHint: 'Where the camera shows its current picture, for example http://192.168.1.20/snapshot.jpg',
  interval: 'Time between pictures',
  seconds: 'seconds',
  perHour: (count: number, formatted: string) =>
    count === 1 ? '1 picture an hour' : `${formatted} pictures an hour`,
  more: 'More',
  most: 'Maximum number of pictures',
  mostHint: 'When reached, every second picture is deleted and the time between pictures doubles.',
  begin: 'Start',
  started: (name: string) => `Taking pictures of “${name}”`,

  /** What is wrong with a field. */
  invalid: {
    name: () => 'Enter a name of up to 200 characters.',
    camera: () => 'Choose a camera.',
    still_image_url: () => 'Enter an address starting with http:// or https://.',
    interval_seconds: (min: string, max: string) => `Enter a value from ${min} to ${max}.`,
    max_pictures: (min: string, max: string) => `Enter a whole number from ${min} to ${max}.`,
  } satisfies Record<CaptureField, (min: string, max: string) => string>,
};

export type CaptureTexts = typeof captureTextsEn;

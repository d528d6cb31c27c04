import type { RecipeProblems, WireFrame } from '../contract.ts';
import type { Corner } from './crop-geometry.ts';
import type { Fate } from './frame-fates.ts';
import type { Overlay, OverlayPart } from './overlay-draft.ts';
import type { RecipeField } from './recipe-draft.ts';

/** What is wrong with a field, by the server's code. */
type ProblemTexts = {
  [Code in keyof RecipeProblems]: (facts: RecipeProblems[Code], number: (value: number) => string) => string;
};

const problem: ProblemTexts = {
  unknown_frame: ({ name }) => `${name} is no longer in the folder.`,
  also_excluded: ({ name }) => `${name} is both left out and taken in.`,
  ends_before_start: () => 'The end is before the start.',
  none_left: () => 'No frame would be left. Take some in again.',
  beyond_right: () => 'The crop goes beyond the right edge of the picture.',
  beyond_bottom: () => 'The crop goes beyond the lower edge of the picture.',
  crop_too_small: ({ pixels, least }, number) =>
    `Only ${number(pixels)} pixels would be left. At least ${number(least)} are needed in each direction.`,
  unknown_preset: () => 'This preset no longer exists. Choose another one.',
  preset_crop: () =>
    'The crop of this preset does not fit these pictures. Choose another preset, or set a crop.',
  not_a_time: () => 'Without frames, this must be a time in the video.',
  no_names: () => 'The pictures of a video have no names.',
  beyond_end: ({ seconds }, number) => `The video is only ${number(seconds)} seconds long.`,
  too_short: ({ seconds }, number) => `At least ${number(seconds)} seconds have to be left.`,
};

/** English texts of the editor, loaded only when it is opened. */
export const recipeTextsEn = {
  title: (name: string) => `Edit “${name}”`,
  loadError: 'Could not load the frames',
  gone: 'Nothing to edit',
  goneText:
    'The frames of this timelapse are missing, so its video can no longer be changed. Restore the folder, then try again.',

  stage: (position: string, count: string) => `Frame ${position} of ${count}`,

  filmHint: (count: string, total: string) => `${count} of ${total} frames are used`,
  strip: 'All frames',
  stripFrame: (position: string, total: string, facts: string) =>
    `Frame ${position} of ${total}${facts === '' ? '' : `, ${facts}`}`,
  stripKeys: 'Arrow keys: previous, next · X: leave out or take in · I, O: start, end here',
  first: 'Start',
  last: 'End',
  rangeValue: (position: string, total: string) => `Frame ${position} of ${total}`,
  light: 'Brightness of each frame',
  noLight: 'The brightness curve appears after the next render.',

  leaveOut: 'Leave out',
  takeIn: 'Take in',
  startHere: 'Start here',
  endHere: 'End here',
  auto: 'Auto',
  autoHint: 'Cuts still frames off the beginning and the end',
  autoUnknown: 'Render the video once. After that, Auto knows where the picture starts to change.',
  autoNothing: 'The picture changes from the first frame to the last. There is nothing to cut.',
  autoDone: (position: string, last: string) => `Now from frame ${position} to frame ${last}`,
  allFrames: 'Use all frames',

  fate: {
    used: '',
    trimmed: 'outside the range',
    left_out: 'left out',
    automatic: 'left out automatically',
    unreadable: 'cannot be used',
  } satisfies Record<Fate, string>,
  state: {
    good: '',
    excluded: '',
    unreadable: 'cannot be read',
    placeholder: 'placeholder of the camera',
    black: 'black',
    glitch: 'damaged',
    frozen: 'same as the one before',
    blurred: 'blurred',
    other_size: 'different size',
  } satisfies Record<WireFrame['state'], string>,
  chosen: 'chosen for a steady picture',
  missing: (count: number, formatted: string, names: string) =>
    count === 1
      ? `1 frame of the saved changes is no longer in the folder: ${names}`
      : `${formatted} frames of the saved changes are no longer in the folder: ${names}`,

  crop: 'Crop and rotate',
  cropStart: 'Crop',
  cropEnd: 'Done',
  cropWhole: 'Whole picture',
  cropArea: 'Cropped area. Arrow keys move it.',
  corner: {
    top_left: 'Top left corner',
    top_right: 'Top right corner',
    bottom_right: 'Bottom right corner',
    bottom_left: 'Bottom left corner',
  } satisfies Record<Corner, string>,
  cropSize: (width: string, height: string) => `${width}% of the width, ${height}% of the height`,
  ratio: 'Shape',
  ratioFree: 'Free',
  rotateLeft: 'Rotate left',
  rotateRight: 'Rotate right',
  flipAcross: 'Mirror',
  flipDown: 'Flip upside down',

  overlay: 'Title and print data in the picture',
  overlayShow: 'Show in the video',
  overlayHint:
    'Drawn into the picture itself, as far as it is known. To remove it, turn this off and render again.',
  overlayPart: {
    title: 'Title',
    elapsed: 'Time',
    layer: 'Layer',
    progress_bar: 'Progress',
  } satisfies Record<OverlayPart, string>,
  overlayTemperatures: 'Temperatures',
  overlayPosition: 'Corner',
  overlayChoices: {
    graph: 'Curve and numbers',
    numbers: 'Numbers',
    none: 'None',
    'top-left': 'Top left',
    'top-right': 'Top right',
    'bottom-left': 'Bottom left',
    'bottom-right': 'Bottom right',
  } satisfies Record<Overlay['temperatures'] | Overlay['position'], string>,

  video: 'Video',
  preset: 'Preset',
  presetNone: 'None',
  presetName: { standard: 'Standard', short: 'Short for sharing', archive: 'Archive' } as Record<
    string,
    string
  >,
  presetSave: 'Save as preset',
  presetSaveText: 'Keeps everything but the selection of frames, for other timelapses.',
  presetNameLabel: 'Name',
  presetSaved: (name: string) => `Preset “${name}” saved`,
  presetDelete: 'Delete preset',
  presetDeleteTitle: (name: string) => `Delete the preset “${name}”?`,
  presetDeleteText: 'Timelapses that use it stay as they are.',
  presetDeleted: (name: string) => `Preset “${name}” deleted`,

  lengthBy: 'Length',
  lengthTarget: 'Target length',
  lengthRate: 'Fixed frame rate',
  targetSeconds: 'Target length',
  fps: 'Frame rate',
  speed: 'Speed',
  speedValue: (value: string) => `${value}×`,
  hold: 'Hold the last frame',
  steady: 'Steady picture',
  steadyChoices: { off: 'Off', auto: 'Automatic', strong: 'Strong' } as Record<string, string>,
  deflicker: 'Remove flicker',
  maxHeight: 'Maximum height',
  quality: 'Quality (CRF)',
  qualityHint: 'Lower looks better and makes larger files',
  encoding: 'Encoding speed',
  encodingHint: 'Slower takes longer and makes a smaller file',
  asSettings: (value: string) => `As in the settings (${value})`,
  asPreset: (value: string) => `As in the preset (${value})`,
  asSettingsPlain: 'As in the settings',
  asItIs: 'As in the video',
  seconds: 'seconds',
  perSecond: 'fps',
  pixels: (value: string) => `${value} pixels`,
  unsupported: 'The engine in use cannot do this. The bundled engine can.',

  result: 'Result',
  resultLength: (seconds: string) => `${seconds} s`,
  resultRate: (fps: string) => `${fps} fps`,
  resultSteady: (facts: string) => `With frames chosen for a steady picture: ${facts}`,
  resultAll: (facts: string) => `If choosing frames helps too little, all are used: ${facts}`,
  estimate: (duration: string) => `Rendering takes about ${duration}`,
  estimateUnknown: 'Rendering this for the first time',

  cut: {
    why: 'The frames of this timelapse are gone, so only the beginning and the end of its video can be cut off. Everything else needs the frames.',
    kept: 'The whole video is kept, so you can undo this at any time.',
    encoded: 'Without its beginning, the video may have to be encoded again.',
    noVideo: 'The frames of this timelapse are gone, and its video cannot be read.',
    notShown: 'The video cannot be played here. It can still be cut.',
    position: (time: string, length: string) => `${time} / ${length}`,
    play: 'Play this part',
    pause: 'Pause',
    result: (seconds: string, whole: string) => `${seconds} s of ${whole} s`,
    cut: 'Cut',
    cutting: 'Saved. The video is being cut.',
    whole: 'Whole video again',
    wholeTitle: 'Whole video again?',
    wholeText: 'The whole video replaces the cut one.',
    restoring: 'The whole video is coming back.',
    whyVideo: (name: string) =>
      `A new version is made of the pictures of ${name}. The file itself stays as it is.`,
    look: 'Picture',
    more: 'Length, size and quality',
    used: (seconds: string, whole: string) => `${seconds} s of ${whole} s are used`,
    remake: 'Make new version',
    remaking: 'Saved. The new version is being made.',
    wholeTextVideo: 'The whole video replaces the new version.',
    noVideoYet: 'There is no video to be changed: it is not made yet, or it is gone.',
  },

  reset: 'Back to the original',
  resetTitle: 'Back to the original?',
  resetText: 'All changes to this video are undone. The video itself stays as it is until the next render.',
  resetDone: 'Back to the original',
  render: 'Render',
  saved: 'Saved. The next render uses it.',
  rendering: 'Saved. The video is being rendered.',
  leaveTitle: 'Leave without saving?',
  leaveText: 'Your changes to this video will be lost.',
  discard: 'Discard',
  field: {
    first_frame: 'Start',
    last_frame: 'End',
    excluded_frames: 'Frames left out',
    included_frames: 'Frames taken in',
    target_seconds: 'Target length',
    fps: 'Frame rate',
    hold_last_frame_seconds: 'Hold the last frame',
    speed: 'Speed',
    deflicker: 'Remove flicker',
    steady: 'Steady picture',
    crop: 'Crop',
    rotate: 'Rotate',
    flip: 'Mirror',
    max_height: 'Maximum height',
    quality: 'Quality',
    preset: 'Encoding speed',
    preset_id: 'Preset',
    overlay: 'Title and print data',
  } satisfies Record<RecipeField, string>,
  atField: (field: string, problem: string) => `${field}: ${problem}`,
  invalidField: 'This value is not possible.',
  problem,
};

export type RecipeTexts = typeof recipeTextsEn;

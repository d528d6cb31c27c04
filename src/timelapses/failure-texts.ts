import type { FailureCode } from '../shared/statuses.ts';

/** What a failure means for people, and what to do about it. */
interface FailureText {
  message: string;
  remedy: string;
}

const TEXTS: Record<FailureCode, FailureText> = {
  ffmpeg_missing: {
    message: 'The program ffmpeg was not found.',
    remedy: 'Install ffmpeg, then retry.',
  },
  engine_not_found: {
    message: 'The engine that makes the video was not found.',
    remedy: 'Correct timelapse_flickerfree_path in the settings, then retry.',
  },
  engine_not_executable: {
    message: 'The engine is there but may not be run.',
    remedy: 'Make it executable (chmod +x) and see that its first line names its interpreter, then retry.',
  },
  permission_denied: {
    message: 'The app may not read the pictures.',
    remedy: 'Give the app the right to read the image folder and every picture in it, then retry.',
  },
  disk_full: {
    message: 'There is not enough free space for the video.',
    remedy: 'Free some space, for example with "Review clean-up", then retry.',
  },
  unreadable_frames: {
    message: 'Too many pictures are broken and cannot be read.',
    remedy: 'Look at the log for their names, remove or replace them, then retry.',
  },
  no_frames: {
    message: 'There is no picture in the image folder.',
    remedy: 'Put the pictures back, then retry.',
  },
  source_missing: {
    message: 'The image folder cannot be reached.',
    remedy: 'See that its share is mounted and the folder is still there, then retry.',
  },
  output_not_writable: {
    message: 'The video cannot be written to the output folder.',
    remedy: 'See that the output folder exists and the app may write to it, then retry.',
  },
  time_limit: {
    message: 'Making the video took longer than allowed.',
    remedy: 'Raise timelapse_processing_timeout, or lower video.max_height, then retry.',
  },
  stalled: {
    message: 'Making the video stopped getting on.',
    remedy: 'See that the shares of pictures and videos answer, then retry.',
  },
  out_of_memory: {
    message: 'The machine ran out of memory.',
    remedy: 'Lower video.max_height or choose a faster video.preset, then retry.',
  },
  killed: {
    message: 'The engine was ended from outside.',
    remedy: 'Retry; if it happens again, look at the log of the machine.',
  },
  bad_output: {
    message: 'The engine said it was done, but its video cannot be played.',
    remedy: 'Look at the log, then retry; with an engine of your own, run it by hand on this folder.',
  },
  engine_failed: {
    message: 'The engine could not make the video.',
    remedy: 'Look at the log for the reason, then retry.',
  },
};

/** One line for people: what happened and what to do. */
export function failureSentence(code: FailureCode): string {
  const { message, remedy } = TEXTS[code];
  return `${message} ${remedy}`;
}

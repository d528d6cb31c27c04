import type { FailureCode } from '../shared/statuses.ts';

interface FailureText {
  message: string;
  remedy: string;
}

const TEXTS: Record<FailureCode, FailureText> = {
  ffmpeg_missing: {
    message: 'The program ffmpeg was not found.',
    remedy: 'Install ffmpeg, then retry.',
  },
  filter_missing: {
    message: 'The installed ffmpeg cannot draw text: it was built without libass.',
    remedy: 'Install one that was built with it, or turn off title and print data with Edit, then retry.',
  },
  engine_not_found: {
    message: 'The engine that makes the video was not found.',
    remedy: 'Correct timelapse_flickerfree_path in the settings, then retry.',
  },
  engine_not_executable: {
    message: 'The engine was found but is not executable.',
    remedy: 'Make it executable (chmod +x), check that its first line names its interpreter, then retry.',
  },
  permission_denied: {
    message: 'The app is not allowed to read the pictures.',
    remedy: 'Give the app permission to read the image folder and all pictures in it, then retry.',
  },
  disk_full: {
    message: 'There is not enough free space for the video.',
    remedy: 'Free some space, for example with "Review clean-up", then retry.',
  },
  unreadable_frames: {
    message: 'Too many pictures are broken and cannot be read.',
    remedy: 'Check the log for their names, remove or replace them, then retry.',
  },
  no_frames: {
    message: 'There are no pictures to make a video of.',
    remedy: 'Put the pictures back, or take some in again with Edit, then retry.',
  },
  unreadable_video: {
    message: 'The video in the source folder cannot be read: it is broken, incomplete, or no video at all.',
    remedy: 'Put a whole copy in its place; it is looked at again as soon as the file changes.',
  },
  source_missing: {
    message: 'The image folder or the video cannot be reached.',
    remedy: 'Check that its share is mounted and that it is still there, then retry.',
  },
  output_not_writable: {
    message: 'The video cannot be written to the output folder.',
    remedy: 'Check that the output folder exists and the app can write to it, then retry.',
  },
  time_limit: {
    message: 'Making the video took too long.',
    remedy: 'Raise timelapse_processing_timeout, or lower video.max_height, then retry.',
  },
  stalled: {
    message: 'The engine stopped making progress.',
    remedy: 'Check that the shares with pictures and videos are responding, then retry.',
  },
  out_of_memory: {
    message: 'The machine ran out of memory.',
    remedy: 'Lower video.max_height or choose a faster video.preset, then retry.',
  },
  killed: {
    message: 'The engine was killed.',
    remedy: 'Retry. If it happens again, check the log of the machine.',
  },
  bad_output: {
    message: 'The engine finished, but its video cannot be played.',
    remedy: 'Check the log, then retry. If you use your own engine, run it manually on this folder.',
  },
  engine_failed: {
    message: 'The engine could not make the video.',
    remedy: 'Check the log for the cause, then retry.',
  },
};

export function failureSentence(code: FailureCode): string {
  const { message, remedy } = TEXTS[code];
  return `${message} ${remedy}`;
}

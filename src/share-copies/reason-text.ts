import type { Reason } from './share-copy.ts';

/** One sentence on what went wrong and one on what to do. */
export function reasonText({ code, smallestBytes }: Reason): string {
  switch (code) {
    case 'too_large':
      return `${smallestSize(smallestBytes)}, which is more than the limit. Allow a larger file, or choose a shorter length.`;
    case 'disk_full':
      return 'There is not enough free space where videos are saved. Free some space, then try again.';
    case 'video_missing':
      return 'The video is missing. Render it again, then try again.';
    case 'video_unreadable':
      return 'The video cannot be read. Render it again, then try again.';
    case 'folder_blocked':
      return 'Something else has the name of the folder for copies. Remove ".timelapse-shares" beside the video, then try again.';
    case 'not_writable':
      return 'The copy cannot be saved beside the video. Check that the app can write there, then try again.';
    case 'ffmpeg_missing':
      return 'The program ffmpeg was not found. Install ffmpeg, then try again.';
    case 'encoder_missing':
      return 'The installed ffmpeg cannot write this format. Choose another format.';
    case 'filter_missing':
      return 'The installed ffmpeg cannot draw text: it was built without libass. Install one that was built with it, or make the copy without title and print data.';
    case 'ffmpeg_failed':
      return 'The copy could not be made. Try again; the log of the app has the details.';
    case 'copy_missing':
      return 'The file of the copy is missing. Try again to make it anew.';
    case 'output_unavailable':
      return 'The folder of the video is not responding. The app keeps retrying.';
    case 'no_process':
      return 'The system has no room for another program right now. The app keeps retrying.';
  }
}

function smallestSize(bytes: number | null): string {
  return bytes === null
    ? 'Even the smallest copy has no room'
    : `Even the smallest copy has ${bytes.toLocaleString('en')} bytes`;
}

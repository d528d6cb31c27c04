import type { CaptureProblemCode } from '../shared/capture.ts';
import type { Capture } from './capture.ts';

const TEXTS: Record<CaptureProblemCode, string> = {
  no_answer: 'The camera is not responding',
  http_error: 'The camera answers with an error',
  empty: 'The camera sends nothing',
  no_picture: 'The camera does not send a picture',
  other_size: 'The camera sends pictures of another size',
  flat: 'The pictures show nothing',
  same: 'The camera keeps sending the same picture',
  folder: 'The pictures cannot be saved',
  disk_full: 'There is no space left for pictures',
  no_process: 'The system is short of processes, files or memory',
};

/** What helps; the app keeps retrying meanwhile. */
export function problemRemedy(code: CaptureProblemCode): string {
  switch (code) {
    case 'folder':
      return 'Check the source folder and its share.';
    case 'disk_full':
      return 'Free some space, for example with "Review clean-up".';
    case 'no_process':
      return 'Stop other apps on this machine, or restart it.';
    default:
      return 'Check the camera.';
  }
}

export function problemText({ code, detail }: NonNullable<Capture['problem']>): string {
  return detail === '' ? `${TEXTS[code]}.` : `${TEXTS[code]}: ${detail}.`;
}

import type { UploadReason } from '../shared/uploads.ts';
import type { Reason } from './upload.ts';

const TEXTS: Record<UploadReason, string> = {
  unreachable: 'The server cannot be reached. The app keeps retrying.',
  connection_lost: 'The connection to the server was lost. The app keeps retrying.',
  timed_out: 'The server is not responding. The app keeps retrying.',
  server_busy: 'The server cannot take the video right now. The app keeps retrying.',
  corrupted:
    'What the server stored is not the video: the checksum differs. It was discarded there. Check the server and the line to it, then try again.',
  video_unavailable: 'The folder of the video is not responding. The app keeps retrying.',
  video_missing: 'The video is missing. Render it again, then try again.',
  refused:
    'The server does not accept the user name or the secret, or does not let this user write. Enter them again in the settings, then test the destination.',
  not_found:
    'The server has no such bucket or folder. Check the address, the bucket and the folder, then test the destination.',
  full: 'There is no space left on the server, or the quota is used up. Free some space there, then try again.',
  too_large:
    'The video is larger than the server allows. Raise its limit for uploads, or upload a copy with a smaller size.',
  redirected:
    'The server sends the app on to another address. Secrets are not sent there: enter that address as the one of the destination if you trust it.',
  certificate:
    "The server's certificate is not trusted, so nothing was sent. Give the server a valid certificate for this address, or use http:// inside your own network.",
  no_tls:
    'The server does not speak HTTPS on this port. Check whether the address needs http:// or another port.',
  clock_wrong: 'The clocks of the server and of this machine differ too much. Set them, then try again.',
  wrong_answer:
    'The server does not answer as one of this kind does. Check the address and the kind of the destination.',
  secret_missing:
    'The secret of the destination is missing, as after a backup was restored: backups do not contain it. Enter it again in the settings.',
};

/** One sentence on what went wrong and one on what to do. */
export function reasonText({ code }: Pick<Reason, 'code'>): string {
  return TEXTS[code];
}

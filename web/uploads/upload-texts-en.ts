import type { DestinationKind, Sends, UploadReason } from '../contract.ts';

/** English texts of uploads, loaded only when they are shown. */
export const uploadTextsEn = {
  destinations: 'Uploads',
  about:
    'Videos can be uploaded to your own storage: an S3 service, or a WebDAV folder such as one of Nextcloud. Each is compared with the original after the upload. Nothing there is ever overwritten or deleted.',
  none: 'There is no destination yet.',
  loadError: 'Could not load the destinations',
  add: 'Add destination',
  addTitle: 'Add destination',
  editTitle: (name: string) => `Edit “${name}”`,
  edit: 'Edit',
  test: 'Test',
  testing: 'Testing …',
  works: 'It works: a small file was written, read back and deleted.',
  leftBehind: (name: string) =>
    `It works, but the small file “${name}” could not be deleted: this user may write, but not delete. Delete it there.`,
  remove: 'Remove',
  removeTitle: (name: string) => `Remove “${name}”?`,
  removeText: 'Videos that are there stay there. Pending uploads are cancelled.',
  removed: (name: string) => `“${name}” was removed`,
  of: (action: string, name: string) => `${action}: ${name}`,
  noSecret:
    'The secret is missing, for example after restoring a backup. Edit the destination and enter it again.',

  kindLabel: 'Kind',
  kind: { s3: 'S3-compatible storage', webdav: 'WebDAV (Nextcloud)' } satisfies Record<
    DestinationKind,
    string
  >,
  name: 'Name',
  url: { s3: 'Address of the service', webdav: 'Address of the WebDAV folder' } satisfies Record<
    DestinationKind,
    string
  >,
  urlHint: {
    s3: 'For example https://s3.eu-central-1.amazonaws.com or http://nas.local:9000',
    webdav: 'In Nextcloud: Files → Files settings → WebDAV',
  } satisfies Record<DestinationKind, string>,
  plainHint: 'Without https:// everyone on the way can read the login and the videos.',
  bucket: 'Bucket',
  region: 'Region',
  regionHint: 'Leave empty for us-east-1, which most services accept',
  folder: 'Folder',
  folderHint: 'Created if missing',
  user: { s3: 'Access key ID', webdav: 'User name' } satisfies Record<DestinationKind, string>,
  secret: { s3: 'Secret access key', webdav: 'Password' } satisfies Record<DestinationKind, string>,
  secretHint: {
    s3: 'Preferably a key limited to this bucket',
    webdav: 'Preferably an app password: Nextcloud makes one under Settings → Security',
  } satisfies Record<DestinationKind, string>,
  secretKept: 'Leave it empty to keep the saved one',
  optional: 'optional',
  sendsLabel: 'Upload automatically',
  sends: {
    all: 'Every new video',
    pinned: 'Pinned videos',
    by_rule: 'Nothing: only what you send',
  } satisfies Record<Sends, string>,
  sendsShort: {
    all: 'Every new video',
    pinned: 'Pinned videos',
    by_rule: 'Only what you send',
  } satisfies Record<Sends, string>,
  invalid: {
    name: 'Enter a name of up to 100 characters.',
    url: 'Enter an address that starts with https:// or http://, without a user name, ? or #.',
    bucket: 'Enter the name of the bucket: letters, digits, dots and dashes.',
    region: 'Enter a region such as eu-central-1, or leave it empty.',
    folder: 'Enter a path without \\ and without . or .. as a part.',
    user: 'Enter it as the server shows it.',
    secret: 'Enter the secret: it is required for a new server or user name.',
  },
  counts: (done: string, waiting: string, failed: string) =>
    [
      `${done} uploaded`,
      waiting === '0' ? '' : `${waiting} waiting`,
      failed === '0' ? '' : `${failed} failed`,
    ]
      .filter(Boolean)
      .join(' · '),

  uploadTo: 'Upload to',
  upload: 'Upload',
  again: 'Try again',
  check: 'Check again',
  cancel: 'Cancel',
  waiting: 'Waiting …',
  nextTry: (time: string) => `Next try at ${time}.`,
  sending: 'Uploading …',
  progress: 'Upload',
  done: (name: string) => `Uploaded as “${name}”`,
  checkedBy: {
    checksum: 'the server’s checksum matches',
    read_back: 'read back and compared',
  },
  reason: {
    unreachable: 'The server cannot be reached. The app keeps retrying.',
    connection_lost: 'The connection to the server was lost. The app keeps retrying.',
    timed_out: 'The server is not responding. The app keeps retrying.',
    server_busy: 'The server cannot take the video right now. The app keeps retrying.',
    corrupted:
      'What the server stored is not the video, so it was discarded there. Check the server and the connection to it, then try again.',
    video_unavailable: 'The folder of the video is not responding. The app keeps retrying.',
    video_missing: 'The video is missing. Render it again, then try again.',
    refused:
      'The server does not accept the user name or the secret, or does not let this user write. Enter them again in the settings, then test the destination.',
    not_found:
      'The server has no such bucket or folder. Check the address, the bucket and the folder, then test the destination.',
    full: 'There is no space left on the server, or the quota is used up. Free some space there, then try again.',
    too_large: 'The video is larger than the server allows. Raise its limit for uploads.',
    redirected:
      'The server redirects to another address, and secrets are not sent there. If you trust that address, enter it in the settings.',
    certificate:
      'The server’s certificate is not trusted, so nothing was sent. Give the server a valid certificate, or use http:// inside your own network.',
    no_tls:
      'The server does not speak HTTPS on this port. Check whether the address needs http:// or another port.',
    clock_wrong: 'The clocks of the server and of this machine differ too much. Set them, then try again.',
    wrong_answer:
      'The server does not answer as one of this kind does. Check the address and the kind of the destination.',
    secret_missing: 'The secret of the destination is missing. Enter it again in the settings.',
  } satisfies Record<UploadReason, string>,
};

export type UploadTexts = typeof uploadTextsEn;

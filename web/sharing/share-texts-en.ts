import type { SharePresetName, WireShare } from '../contract.ts';

/** English texts of the share sheet, loaded only when it is shown. */
export const shareTextsEn = {
  title: (video: string) => `Share “${video}”`,
  loadError: 'Could not load the copies',
  whole: 'The whole video',
  copies: 'Copies that fit',
  others: 'Other copies',
  intro: 'Made from the video in the background. Each is never larger than its limit.',
  drawn: 'Title and print data in the picture',
  drawnAlready: 'The video itself already shows them.',
  drawnHint: 'Layer, time, temperatures and progress, as far as they are known.',
  viewOnly: 'Only administrators can make and delete copies.',

  preset: {
    chat: { name: 'Chat', purpose: 'Discord and most chats' },
    mail: { name: 'Mail', purpose: 'As an attachment' },
    telegram: { name: 'Telegram', purpose: 'In better quality' },
    shorts: { name: 'Shorts', purpose: 'Upright, for Shorts, Reels and TikTok' },
    gif: { name: 'GIF', purpose: 'Ten seconds that loop' },
  } satisfies Record<SharePresetName, { name: string; purpose: string }>,
  kind: { mp4: 'MP4', gif: 'GIF', webp: 'WebP' } satisfies Record<WireShare['kind'], string>,
  atMost: (size: string) => `at most ${size}`,
  about: (size: string) => `about ${size}`,
  pixels: (width: string, height: string) => `${width} × ${height}`,
  seconds: (seconds: string) => `${seconds}\u00a0s`,

  make: 'Make',
  waiting: 'Waiting …',
  making: (percent: string) => `Making … ${percent} %`,
  cancel: 'Cancel',
  share: 'Share',
  ready: (title: string) => `“${title}” is ready to share`,
  download: 'Download',
  show: 'Show',
  hide: 'Hide',
  remove: 'Delete',
  again: 'Try again',
  of: (action: string, name: string) => `${action}: ${name}`,
  anew: 'Choose another part',

  places: 'With Home Assistant',
  placesError: 'Home Assistant could not be asked where the video can go.',
  message: 'Message with the video',
  plainMessage: 'Message',
  screen: 'Screen',
  screenOff: 'Screen, not reachable now',
  upload: 'Upload',
  account: (name: string) => `Account of ${name}`,
  outOfReach: 'It may not read the folder of the videos.',
  notInMedia: 'Turn on “Show in the Media panel” in the settings.',
  tooLarge: (size: string) => `Takes up to ${size}. Make a copy that fits, and share that.`,
  send: 'Send',
  play: 'Play',
  sent: 'Sent',
  playing: 'Playing',
  underWay: 'Under way. A notice at the top tells if it fails.',

  cropTitle: 'Which part?',
  cropHint: 'Drag the frame, or use the arrow keys. It starts where the print grows.',
  finding: 'Finding where the print grows …',
  /** What the server says is English. */
  reason: ({ reason }: WireShare, _size: (bytes: number) => string): string => reason ?? '',
};

export type ShareTexts = typeof shareTextsEn;

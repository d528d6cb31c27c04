/*
 * Formats are always given to ffmpeg and ffprobe. When they guess, they treat any text that looks like a playlist as
 * one and show whatever file it refers to.
 */

/** By its first bytes, since extensions can be wrong. */
export type PictureFormat = 'jpeg' | 'png' | 'webp';

export const START_BYTES = 12;

const FILES_ONLY = ['-protocol_whitelist', 'file'];

/** Null = not a supported picture. @param start the first bytes of its file */
export function pictureFormat(start: Uint8Array): PictureFormat | null {
  const text = Buffer.from(start).toString('latin1', 0, START_BYTES);
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'webp' : null;
}

/** These demuxers expand no patterns: `%03d` in a name is literal. */
export function pictureInput(path: string, format: PictureFormat): string[] {
  return ['-f', `${format}_pipe`, ...FILES_ONLY, '-i', `file:${path}`];
}

export function videoInput(path: string): string[] {
  return ['-f', 'mov', ...FILES_ONLY, '-i', `file:${path}`];
}

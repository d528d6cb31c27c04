/** By its first bytes, since extensions can be wrong; by the names of ffmpeg's demuxers. */
export type VideoFormat = 'mov' | 'avi' | 'matroska';

/** How many bytes of a file tell what it is. */
export const FORMAT_BYTES = 16;

/** Null = not a video that can be taken in. @param start the first bytes of its file */
export function videoFormat(start: Uint8Array): VideoFormat | null {
  const text = Buffer.from(start).toString('latin1', 0, FORMAT_BYTES);
  if (text.startsWith('\x1aE\xdf\xa3')) return 'matroska';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'AVI ') return 'avi';
  return ['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip', 'pnot'].includes(text.slice(4, 8)) ? 'mov' : null;
}

/** Formats are always given, as for pictures: a text that looks like a playlist would show any file. */
export function sourceInput(path: string, format: VideoFormat): string[] {
  return ['-f', format, '-protocol_whitelist', 'file', '-i', `file:${path}`];
}

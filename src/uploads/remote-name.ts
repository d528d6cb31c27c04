import { extname } from 'node:path';
import { plainName } from '../lib/plain-name.ts';

/** So that a number still fits where 255 bytes are the limit. */
const MAX_BYTES = 200;
/** More videos of one name are hardly looked through one by one. */
export const MAX_NUMBER = 500;

/**
 * Name of a video on a server.
 *
 * @param number 1 = without one, otherwise for a name that is taken
 */
export function remoteName(title: string, videoPath: string, number: number): string {
  const name = shortened(plainName(title)) || 'timelapse';
  return `${name}${number === 1 ? '' : ` (${number})`}${extname(videoPath)}`;
}

function shortened(name: string): string {
  let text = name;
  while (Buffer.byteLength(text) > MAX_BYTES) text = [...text].slice(0, -1).join('');
  return text.trim();
}

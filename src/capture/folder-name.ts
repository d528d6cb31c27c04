import { withoutFileEndings } from '../lib/name-words.ts';
import { plainName } from '../lib/plain-name.ts';

/** A name has 255 bytes at most, and a number may follow. */
const MAX_BYTES = 80;
const MAX_CAMERA_BYTES = 40;
export interface FolderNameParts {
  name: string;
  /** Null = started without one. */
  printer: string | null;
  startedAt: number;
  /** Null = the only one. */
  camera: string | null;
}

/** `<print name> <printer> <YYYY-MM-DD HH-MM>[ <camera>]`, in local time, which people know it by. */
export function folderName({ name, printer, startedAt, camera }: FolderNameParts): string {
  const given = [withoutFileEndings(name) || name, printer].map((part) => safe(part ?? '', MAX_BYTES));
  const words = [...given, timeText(startedAt), safe(camera ?? '', MAX_CAMERA_BYTES)];
  return words.filter((part) => part !== '').join(' ');
}

/** @param number from 2 for a name that is taken */
export function numbered(name: string, number: number): string {
  return number < 2 ? name : `${name} (${number})`;
}

function safe(text: string, mostBytes: number): string {
  return shorten(plainName(text), mostBytes).trim();
}

/** By whole characters. */
function shorten(text: string, mostBytes: number): string {
  let short = '';
  for (const character of text) {
    if (Buffer.byteLength(short + character) > mostBytes) break;
    short += character;
  }
  return short;
}

function timeText(at: number): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${two(time.getHours())}-${two(time.getMinutes())}`;
}

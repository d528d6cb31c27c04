import { messageOf } from '../lib/errors.ts';
import { isGroup, type RawOptions } from './option-layers.ts';

/** Name of the file with the options, in the data folder. */
export const OPTIONS_FILE = 'options.json';

/** Reads the text of options.json; one that makes no sense is a problem and no values. @param path to be named */
export function parseOptionsText(text: string, path: string): RawOptions {
  try {
    // Some editors put a byte order mark in front.
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isGroup(values)) return { values, problems: [] };
    return unreadableOptions(path, 'does not hold a JSON object', 'Write it as {"option": value, …}.');
  } catch (error) {
    const remedy = 'Correct the file; until then defaults are used.';
    return unreadableOptions(path, `is not valid JSON (${messageOf(error)})`, remedy);
  }
}

/** No values, and the one problem that says why. */
export function unreadableOptions(path: string, reason: string, remedy: string): RawOptions {
  return { values: {}, problems: [{ option: OPTIONS_FILE, value: path, reason, remedy }] };
}

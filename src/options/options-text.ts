import { messageOf } from '../lib/errors.ts';
import { renewValues } from './old-values.ts';
import { isGroup, type RawOptions } from './option-layers.ts';

export const OPTIONS_FILE = 'options.json';

/** @param path for messages */
export function parseOptionsText(text: string, path: string): RawOptions {
  try {
    // Some editors write a byte order mark.
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (isGroup(values)) return { values: renewValues(values), problems: [] };
    return unreadableOptions(path, 'does not contain a JSON object', 'Write it as {"option": value, …}.');
  } catch (error) {
    const remedy = 'Correct the file; until then, defaults are used.';
    return unreadableOptions(path, `is not valid JSON (${messageOf(error)})`, remedy);
  }
}

export function unreadableOptions(path: string, reason: string, remedy: string): RawOptions {
  return {
    values: {},
    problems: [{ option: OPTIONS_FILE, value: path, code: 'unreadable_file', reason, remedy }],
  };
}

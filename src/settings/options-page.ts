import { conflict } from '../lib/errors.ts';
import type { OptionsStore } from './options-store.ts';

const WHERE = 'It is changed on the options page of the app in Home Assistant.';

/**
 * Options that only Home Assistant's own page may change: the Supervisor writes the file anew at every start, so what
 * the app wrote there would be lost.
 *
 * @param file reads the Supervisor's copy
 */
export function createOptionsPage(file: OptionsStore): OptionsStore {
  return {
    source: 'supervisor',
    read: () => file.read(),
    lockOf: () => WHERE,
    async write() {
      throw conflict('cannot_save', 'The options cannot be saved from here.', null, WHERE);
    },
  };
}

import type { WireOption } from '../../../web/contract.ts';

/** An option as the server sends it: whole numbers from 1 to 1000. */
export function makeOption(change: Partial<WireOption> = {}): WireOption {
  return {
    name: 'min_frames',
    section: 'processing',
    value: 5,
    default: 2,
    source: 'file',
    type: 'integer',
    unit: 'frames',
    limits: { min: 1, max: 1000, choices: null },
    fields: null,
    help: '',
    read_only: false,
    reason: null,
    lock: null,
    ...change,
  };
}

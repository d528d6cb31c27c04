import { describe, expect, it } from 'vitest';
import { PRINTER_INTEGRATIONS } from '../../../src/homeassistant/printers/printer-integrations.ts';
import { phaseOf, usableText } from '../../../src/homeassistant/printers/printer-phase.ts';

/** Every state that each integration's source lists. */
const STATES: Record<string, Record<string, string[]>> = {
  bambu_lab: {
    printing: ['running', 'prepare', 'init', 'slicing'],
    paused: ['pause'],
    completed: ['finish'],
    failed: ['failed'],
    idle: ['idle'],
    unknown: ['offline', 'unknown', 'unavailable'],
  },
  octoprint: {
    printing: [
      'printing',
      'printing_sd',
      'starting',
      'starting_sd',
      'resuming',
      'finishing',
      'Printing from SD',
    ],
    paused: ['pausing', 'paused'],
    cancelled: ['cancelling'],
    failed: ['error', 'offline_after_error'],
    idle: ['operational', 'starting_streaming', 'printing_streaming', 'transferring_file'],
    unknown: ['offline', 'connecting', 'open_serial', 'detect_serial', 'unavailable'],
  },
  moonraker: {
    printing: ['printing'],
    paused: ['paused'],
    completed: ['complete'],
    cancelled: ['cancelled'],
    failed: ['error'],
    idle: ['standby'],
    unknown: ['unavailable', 'unknown'],
  },
  prusalink: {
    printing: ['printing'],
    paused: ['paused'],
    completed: ['finished'],
    cancelled: ['stopped'],
    failed: ['error'],
    idle: ['idle', 'ready'],
    unknown: ['busy', 'attention', 'unavailable'],
  },
  ha_creality_ws: {
    printing: ['printing', 'processing', 'self-testing'],
    paused: ['paused'],
    completed: ['completed'],
    cancelled: ['stopped'],
    failed: ['error'],
    idle: ['idle'],
    unknown: ['off', 'unknown', 'unavailable'],
  },
  elegoo_printer: {
    printing: [
      ...[
        'printing',
        'dropping',
        'lifting',
        'file_checking',
        'printers_checking',
        'print_started',
        'resuming',
      ],
      ...['preheating', 'preheating_completed', 'recovery', 'printing_recovery'],
    ],
    paused: ['pausing', 'paused'],
    completed: ['complete'],
    cancelled: ['stopping', 'stopped'],
    failed: ['error'],
    idle: ['idle'],
    unknown: [
      ...['homing', 'homing_completed', 'leveling', 'auto_leveling_completed', 'loading', 'auto_feeding'],
      ...['resonance_testing', 'resonance_testing_completed', 'unrecognized', 'unavailable', 'unknown'],
      ...['filament_unloading', 'filament_unload_abnormal', 'filament_unload_paused'],
    ],
  },
};

describe.each(Object.entries(STATES))('a state of %s', (integration, phases) => {
  it.each(Object.entries(phases))('means %s', (phase, states) => {
    const { words } = PRINTER_INTEGRATIONS[integration]!;
    for (const state of states) expect(phaseOf(state, words), state).toBe(phase);
  });
});

describe('a state of any printer', () => {
  it.each([
    ['printing', ['Printing', 'PRINTING', 'running', 'on', 'In Progress', 'in-progress', 'Heating']],
    ['paused', ['Paused', 'pause']],
    ['completed', ['Finished', 'complete', 'Done', 'success']],
    ['failed', ['Failed', 'error', 'failure']],
    ['cancelled', ['Cancelled', 'canceled', 'Aborted', 'stopped']],
    ['idle', ['Idle', 'off', 'ready', 'Standby', 'Operational']],
    ['unknown', ['unavailable', 'unknown', 'Offline', '']],
    ['printing', ['processing', 'self-testing', 'lifting', 'dropping', 'printing_recovery', 'resuming']],
    ['unknown', ['filament_unloading', 'homing', 'busy', 'attention']],
    ['cancelled', ['stopping']],
    [null, ['7', 'purple', 'constructor', '__proto__']],
  ])('means %s', (phase, states) => {
    for (const state of states) expect(phaseOf(state), state).toBe(phase);
  });
});

it('a text that says nothing is none', () => {
  expect(['Benchy.gcode', ' a ', '', 'unknown', 'Unavailable', 'None', undefined].map(usableText)).toEqual([
    'Benchy.gcode',
    'a',
    null,
    null,
    null,
    null,
    null,
  ]);
});

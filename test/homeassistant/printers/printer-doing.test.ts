import { expect, it } from 'vitest';
import { doingOf, type PrintingSigns } from '../../../src/homeassistant/printers/printer-doing.ts';

const signs = (change: Partial<PrintingSigns>): PrintingSigns => ({
  isPaused: false,
  status: 'running',
  stage: null,
  layer: null,
  steps: null,
  ...change,
});

/** Of ha-bambulab, by what they mean at the start of a print. */
const STAGES = {
  printing: ['printing'],
  preparing: [
    ...[
      'auto_bed_leveling',
      'heatbed_preheating',
      'sweeping_xy_mech_mode',
      'heating_hotend',
      'homing_toolhead',
    ],
    ...['cleaning_nozzle_tip', 'scanning_bed_surface', 'heating_chamber', 'print_calibration_lines'],
    ...['pre_extrusion_before_printing', 'calibrating_extrusion_flow', 'a_stage_of_next_year'],
  ],
  holding: [
    ...[
      'changing_filament',
      'filament_unloading',
      'filament_loading',
      'm400_pause',
      'paused_filament_runout',
    ],
    ...['paused_user', 'paused_nozzle_clog', 'paused_user_gcode'],
  ],
  unknown: ['idle', 'unknown', 'offline', ''],
} as const;

it.each(Object.entries(STAGES))('a Bambu Lab printer is %s by its stage', (doing, stages) => {
  for (const stage of stages) expect(doingOf(signs({ stage, steps: 'stage' })), stage).toBe(doing);
});

/** Of elegoo_printer. */
const STATUSES = {
  printing: ['printing', 'lifting', 'dropping', 'printing_recovery'],
  preparing: ['file_checking', 'printers_checking', 'homing', 'leveling', 'preheating', 'resonance_testing'],
  holding: ['pausing', 'resuming', 'filament_unloading', 'auto_feeding'],
  unknown: ['preheating_completed', 'auto_leveling_completed', 'print_started', 'unrecognized'],
} as const;

it.each(Object.entries(STATUSES))('an Elegoo printer is %s by its status', (doing, statuses) => {
  for (const status of statuses) expect(doingOf(signs({ status, steps: 'status' })), status).toBe(doing);
});

it.each([
  ['a pause counts most', { isPaused: true, stage: 'printing', steps: 'stage' }, 'holding'],
  ['nothing is known out of reach', { status: null, layer: 7 }, 'unknown'],
  ['a status that includes heating is not enough', { status: 'printing' }, 'unknown'],
  ['not even at layer 0', { status: 'printing', layer: 0 }, 'unknown'],
  ['but with a layer it is', { status: 'printing', layer: 1 }, 'printing'],
  [
    'heating in the middle of a print holds it',
    { stage: 'heating_hotend', steps: 'stage', layer: 12 },
    'holding',
  ],
  [
    'a milestone that stays is printing once there are layers',
    { status: 'preheating_completed', layer: 3 },
    'printing',
  ],
  ['Bambu Lab prepares', { status: 'prepare', stage: 'printing', steps: 'stage' }, 'preparing'],
  ['OctoPrint starts', { status: 'starting' }, 'preparing'],
  ['OctoPrint resumes', { status: 'resuming' }, 'holding'],
  ['Creality calibrates', { status: 'self-testing' }, 'preparing'],
  ['Creality is between two steps', { status: 'processing', layer: 4 }, 'holding'],
  ['PrusaLink needs attention', { status: 'attention' }, 'holding'],
  ['PrusaLink is busy', { status: 'busy' }, 'holding'],
  ['any printer heats', { status: 'Preheating' }, 'preparing'],
] satisfies [string, Partial<PrintingSigns>, string][])('%s', (_, change, doing) => {
  expect(doingOf(signs(change))).toBe(doing);
});

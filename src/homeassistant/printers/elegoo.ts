import { before, type PrinterIntegration } from './printer-integration.ts';

/**
 * Unique ids `<machine>_<key>`; resin printers go through `dropping`, `printing` and `lifting` at each layer. Some
 * firmware stays at a milestone, such as `preheating_completed`, for the whole print, and says `idle` in between while
 * the machine is `printing`. Homing, levelling and filament also happen without a print. Source:
 * danielcherubini/elegoo-homeassistant, custom_components/elegoo_printer/definitions.py, sdcp/models/enums.py
 * (`ElegooPrintStatus`) and cc2/models.py, July 2026.
 */
export const ELEGOO: PrinterIntegration = {
  printerOf: (id) => before(id, '_print_status'),
  files: (printer) => [`${printer}_filename`],
  start: (printer) => `${printer}_begin_time`,
  words: {
    printing: 'printing',
    dropping: 'printing',
    lifting: 'printing',
    file_checking: 'printing',
    printers_checking: 'printing',
    print_started: 'printing',
    preheating: 'printing',
    preheating_completed: 'printing',
    recovery: 'printing',
    printing_recovery: 'printing',
    resuming: 'printing',
    pausing: 'paused',
    paused: 'paused',
    complete: 'completed',
    stopping: 'cancelled',
    stopped: 'cancelled',
    error: 'failed',
    idle: 'idle',
    homing: 'unknown',
    homing_completed: 'unknown',
    leveling: 'unknown',
    auto_leveling_completed: 'unknown',
    resonance_testing: 'unknown',
    resonance_testing_completed: 'unknown',
    loading: 'unknown',
    auto_feeding: 'unknown',
    filament_unloading: 'unknown',
    filament_unload_abnormal: 'unknown',
    filament_unload_paused: 'unknown',
    unrecognized: 'unknown',
  },
  steps: 'status',
  readings: (printer) => ({
    layer: [`${printer}_current_layer`],
    layers: [`${printer}_total_layers`],
    progress: [`${printer}_percent_complete`],
    z: [`${printer}_current_z`],
    nozzle: [`${printer}_nozzle_temp`],
    bed: [`${printer}_bed_temp`],
    chamber: [`${printer}_temp_of_box`],
    machine: [`${printer}_current_status`],
  }),
};

import { before, type PrinterIntegration } from './printer-integration.ts';

/**
 * Unique ids `<host>-<key>`. The file is only an attribute of the status. `off` is the smart plug, and may come in the
 * middle of a print. Source: 3dg1luk43/ha_creality_ws, custom_components/ha_creality_ws/{entity, image, light,
 * sensor}.py (`PrintStatusSensor`), April 2026.
 */
export const CREALITY: PrinterIntegration = {
  printerOf: (id) => before(id, '-print_status'),
  files: () => [],
  fileAttribute: 'file',
  start: () => null,
  words: {
    printing: 'printing',
    processing: 'printing',
    self_testing: 'printing',
    paused: 'paused',
    completed: 'completed',
    stopped: 'cancelled',
    error: 'failed',
    idle: 'idle',
    off: 'unknown',
  },
  away: ['off'],
  readings: (printer) => ({
    layer: [`${printer}-current_layer`],
    layers: [`${printer}-total_layers`],
    progress: [`${printer}-print_progress`],
    z: [`${printer}-position_z`],
    nozzle: [`${printer}-nozzle_temperature`],
    bed: [`${printer}-bed_temperature`],
    chamber: [`${printer}-box_temperature`],
  }),
};

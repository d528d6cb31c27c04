import { before, type PrinterIntegration } from './printer-integration.ts';

/**
 * Unique ids `<config entry>_<key>`; states of `print_state` are Klipper's `print_stats.state`. The file name is
 * empty without a print; the layer is 0 until the first extrusion, and while paused. Source:
 * marcolivierarsenault/moonraker-home-assistant, custom_components/moonraker/{camera, const, light, sensor}.py
 * (`PRINTSTATES`), June 2026.
 */
export const MOONRAKER: PrinterIntegration = {
  printerOf: (id) => before(id, '_print_state'),
  files: (printer) => [`${printer}_filename`],
  start: () => null,
  words: {
    printing: 'printing',
    paused: 'paused',
    complete: 'completed',
    cancelled: 'cancelled',
    error: 'failed',
    standby: 'idle',
  },
  readings: (printer) => ({
    layer: [`${printer}_current_layer`],
    layers: [`${printer}_total_layer`],
    progress: [`${printer}_progress`],
    z: [`${printer}_toolhead_position_z`],
    nozzle: [`${printer}_extruder_temp`],
    bed: [`${printer}_heater_bed_temp`],
    // Named by the user; these are the usual names.
    chamber: [
      `${printer}_heater_generic_chamber_temperature`,
      ...['sensor_chamber', 'sensor_chamber_temp', 'fan_chamber'].map(
        (key) => `${printer}_temperature_${key}`,
      ),
    ],
  }),
};

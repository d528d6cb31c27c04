import { before, type PrinterIntegration } from './printer-integration.ts';

/**
 * Unique ids `<serial>_<key>`; states of `print_status` are the lower-case `gcode_state`. Cancelled prints are
 * `failed` too. With the option "camera as image", the camera is the image `p1p_camera`. Source: greghesp/ha-bambulab,
 * custom_components/bambu_lab/{camera, definitions, image, light, sensor}.py and pybambu/const.py
 * (`GCODE_STATE_OPTIONS`, `CURRENT_STAGE_IDS`), July 2026.
 */
export const BAMBU_LAB: PrinterIntegration = {
  printerOf: (id) => before(id, '_print_status'),
  files: (printer) => [`${printer}_subtask_name`, `${printer}_gcode_file`],
  start: (printer) => `${printer}_start_time`,
  words: {
    running: 'printing',
    prepare: 'printing',
    init: 'printing',
    slicing: 'printing',
    pause: 'paused',
    finish: 'completed',
    failed: 'failed',
    idle: 'idle',
  },
  steps: 'stage',
  readings: (printer) => ({
    layer: [`${printer}_current_layer`],
    layers: [`${printer}_total_layers`],
    stage: [`${printer}_stage`],
    progress: [`${printer}_print_progress`],
    nozzle: [`${printer}_nozzle_temp`],
    bed: [`${printer}_bed_temp`],
    chamber: [`${printer}_chamber_temp`],
  }),
  images: (printer) => [`${printer}_p1p_camera`],
};

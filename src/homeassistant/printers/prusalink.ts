import { before, type PrinterIntegration } from './printer-integration.ts';

/**
 * Unique ids `<config entry>_<key>`; states are PrusaLink's in lower case. `busy` and `attention` occur during a
 * print and otherwise. Temperatures and height are disabled until the user enables them. Source: home-assistant/core
 * 2026.11, components/prusalink/{camera, sensor}.py and strings.json.
 */
export const PRUSALINK: PrinterIntegration = {
  printerOf: (id) => before(id, '_printer.state'),
  files: (printer) => [`${printer}_job.filename`],
  start: (printer) => `${printer}_job.start`,
  words: {
    printing: 'printing',
    paused: 'paused',
    finished: 'completed',
    stopped: 'cancelled',
    error: 'failed',
    idle: 'idle',
    ready: 'idle',
    busy: 'unknown',
    attention: 'unknown',
  },
  readings: (printer) => ({
    progress: [`${printer}_job.progress`],
    z: [`${printer}_printer.telemetry.z-height`],
    nozzle: [`${printer}_printer.telemetry.temp-nozzle`],
    bed: [`${printer}_printer.telemetry.temp-bed`],
  }),
};

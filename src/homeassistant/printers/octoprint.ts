import { after, type PrinterIntegration } from './printer-integration.ts';

/**
 * Unique ids `<name of the sensor>-<id>`. Every print ends in `operational`; `cancelling` may be too short to be
 * seen. Source: home-assistant/core 2026.11, components/octoprint/{camera, sensor}.py (`_API_STATE_VALUE`).
 */
export const OCTOPRINT: PrinterIntegration = {
  printerOf: (id) => after(id, 'Current State-'),
  files: (printer) => [`Current File-${printer}`],
  start: (printer) => `Start Time-${printer}`,
  words: {
    printing: 'printing',
    printing_sd: 'printing',
    printing_from_sd: 'printing',
    starting: 'printing',
    starting_sd: 'printing',
    starting_print_from_sd: 'printing',
    resuming: 'printing',
    finishing: 'printing',
    pausing: 'paused',
    paused: 'paused',
    cancelling: 'cancelled',
    operational: 'idle',
    // Copying a file to the card is no print.
    starting_streaming: 'idle',
    printing_streaming: 'idle',
    transferring_file: 'idle',
    error: 'failed',
    offline_after_error: 'failed',
    // The connection to the printer, not the print.
    offline: 'unknown',
    connecting: 'unknown',
    open_serial: 'unknown',
    detect_serial: 'unknown',
  },
  away: ['offline_after_error', 'connecting', 'open_serial', 'detect_serial'],
  readings: (printer) => ({
    progress: [`Job Percentage-${printer}`],
    nozzle: [`actual tool0 temp-${printer}`],
    bed: [`actual bed temp-${printer}`],
    chamber: [`actual chamber temp-${printer}`],
  }),
};

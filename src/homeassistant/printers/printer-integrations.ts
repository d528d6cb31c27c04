import type { PhaseWords } from './printer-phase.ts';

/** Entities are recognised by their unique ids. */
export interface PrinterIntegration {
  /** The part of a unique id shared by all entities of a printer; null = not the status of a printer. */
  printerOf: (uniqueId: string) => string | null;
  /** Best first. */
  files: (printer: string) => string[];
  start: (printer: string) => string | null;
  words: PhaseWords;
}

export const PRINTER_INTEGRATIONS: Readonly<Record<string, PrinterIntegration>> = {
  /**
   * Unique ids `<serial>_<key>`; states of `print_status` are the lower-case `gcode_state`. Cancelled prints are
   * `failed` too. Source: greghesp/ha-bambulab, custom_components/bambu_lab/{definitions, sensor}.py and
   * pybambu/const.py (`GCODE_STATE_OPTIONS`), July 2026.
   */
  bambu_lab: {
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
  },
  /**
   * Unique ids `<name of the sensor>-<id>`. Every print ends in `operational`; `cancelling` may be too short to be
   * seen. Source: home-assistant/core 2026.11, components/octoprint/sensor.py (`_API_STATE_VALUE`).
   */
  octoprint: {
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
  },
  /**
   * Unique ids `<config entry>_<key>`; states of `print_state` are Klipper's `print_stats.state`. The file name is
   * empty without a print. Source: marcolivierarsenault/moonraker-home-assistant,
   * custom_components/moonraker/{const,sensor}.py (`PRINTSTATES`), June 2026.
   */
  moonraker: {
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
  },
  /**
   * Unique ids `<config entry>_<key>`; states are PrusaLink's in lower case. `busy` and `attention` occur during a
   * print and otherwise. Source: home-assistant/core 2026.11, components/prusalink/{sensor.py, strings.json}.
   */
  prusalink: {
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
  },
};

function before(text: string, ending: string): string | null {
  return text.endsWith(ending) ? text.slice(0, -ending.length) : null;
}

function after(text: string, beginning: string): string | null {
  return text.startsWith(beginning) ? text.slice(beginning.length) : null;
}

import { BAMBU_LAB } from './bambu-lab.ts';
import { CREALITY } from './creality.ts';
import { ELEGOO } from './elegoo.ts';
import { MOONRAKER } from './moonraker.ts';
import { OCTOPRINT } from './octoprint.ts';
import type { PrinterIntegration } from './printer-integration.ts';
import { PRUSALINK } from './prusalink.ts';

/** By their domain in Home Assistant. */
export const PRINTER_INTEGRATIONS: Readonly<Record<string, PrinterIntegration>> = {
  bambu_lab: BAMBU_LAB,
  octoprint: OCTOPRINT,
  moonraker: MOONRAKER,
  prusalink: PRUSALINK,
  ha_creality_ws: CREALITY,
  elegoo_printer: ELEGOO,
};

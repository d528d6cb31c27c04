/** A printer that Home Assistant knows, and what of it can be used to take pictures. */
export interface WatchedPrinter {
  /** Stays the same when entities are renamed. */
  key: string;
  name: string;
  /** `bambu_lab`, `octoprint`, …; null = by hand. */
  integration: string | null;
  /** `camera.*` and `image.*` that show the printer, best first; never previews of the model. */
  cameras: readonly { entity: string; name: string }[];
  /** `light.*` and `switch.*` of the same device that light the chamber, best first. */
  lights: readonly string[];
  hasLayers: boolean;
}

/** What the head does: `unknown` = the printer does not say. */
export type PrinterDoing =
  /** Lays down plastic. */
  | 'printing'
  /** Heats, homes or levels. */
  | 'preparing'
  /** Paused, changes filament, or is in another stage between. */
  | 'holding'
  | 'unknown';

export interface PrinterSight {
  /** When the newest part of it changed, milliseconds since 1970. */
  at: number;
  /** Home Assistant is connected, and the status contains information. */
  isReachable: boolean;
  print: {
    externalId: string;
    name: string;
    fileName: string | null;
    startedAt: number;
    status: 'printing' | 'paused';
  } | null;
  /** Null = no print. Stays as it was last known while Home Assistant is away. */
  doing: PrinterDoing | null;
  /** The printer's own word. */
  stage: string | null;
  /** Of this print; may skip some. */
  layer: number | null;
  layers: number | null;
  /** 0 to 1. */
  progress: number | null;
  /** Millimetres. */
  z: number | null;
  /** Temperatures are in °C. */
  nozzle: number | null;
  bed: number | null;
  chamber: number | null;
  /** State of the first light. */
  light: string | null;
}

export interface PrinterFeed {
  /** Home Assistant has been asked since the start which printers there are. */
  readonly isKnown: boolean;
  readonly printers: readonly WatchedPrinter[];
  /** Null = no such printer. */
  sightOf(key: string): PrinterSight | null;
  /** For each printer that changes; once the print job is in the database. Returns a function that unsubscribes. */
  onChange(listener: (key: string) => void): () => void;
}

import type { Point } from '../shared/points.ts';
import type { PrintJob } from './print-job.ts';

/** What is recorded of a print: temperatures in °C, progress in percent. */
export const RECORDED = ['nozzle', 'bed', 'chamber', 'progress', 'layer', 'layers'] as const;
export type Recorded = (typeof RECORDED)[number];

/** Those of which nothing was recorded are missing. Points are in order of time. */
export type SensorPoints = Partial<Record<Recorded, Point[]>>;

export interface SensorPeriod {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** What was set before belongs to another print. */
  since: number;
  /** How much is asked for at once. */
  windowMs: number;
}

/** Who remembers what the sensors of printers said. */
export interface SensorMemory {
  /** It can be asked now. */
  readonly isReady: boolean;
  /** Null = the printer of this print is not known, or has no sensors. @throws Error when it does not answer, or is halted */
  read(job: PrintJob, period: SensorPeriod, halt: AbortSignal): Promise<SensorPoints | null>;
  /** When it can be asked (again). Returns a function that unsubscribes. */
  onReady(listener: () => void): () => void;
}

import type { Knex } from 'knex';
import type { PrinterOptionsRow } from '../db/rows.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { WatchedPrinter } from '../print-jobs/printer-feed.ts';
import type { PrinterOptions } from '../shared/capture.ts';
import type { CaptureEvents } from './capture-events.ts';

const TABLE = 'printer_options';

/** Of a printer that nobody has changed; its cameras are its own. */
export const PRINTER_DEFAULTS: Omit<PrinterOptions, 'cameras'> = {
  capture_enabled: false,
  mode: 'interval',
  interval_seconds: 5,
  max_pictures: 2000,
  layer_step: 1,
  delay_ms: 0,
  light_entity: null,
  light_seconds: 2,
  light_only_when_dark: true,
  linger_seconds: 60,
  when_failed: 'render',
  when_cancelled: 'keep',
  own_videos: true,
};

/** Keeps what was set; the rest follows the defaults and the printer. */
export class PrinterOptionsStore {
  readonly #db: Knex;
  readonly #emitter: Emitter<CaptureEvents>;

  constructor(db: Knex, emitter: Emitter<CaptureEvents>) {
    this.#db = db;
    this.#emitter = emitter;
  }

  async get(printer: WatchedPrinter): Promise<PrinterOptions> {
    return { ...defaultsOf(printer), ...(await this.#read(this.#db, printer.key)) };
  }

  async change(
    printer: WatchedPrinter,
    patch: Partial<PrinterOptions>,
    now: number,
  ): Promise<PrinterOptions> {
    const set = await this.#db.transaction(async (trx) => {
      const next = { ...(await this.#read(trx, printer.key)), ...patch };
      const row: PrinterOptionsRow = {
        printer_key: printer.key,
        options: JSON.stringify(next),
        updated_at: now,
      };
      await trx(TABLE).insert(row).onConflict('printer_key').merge();
      return next;
    });
    this.#emitter.emit('printer.changed', { key: printer.key });
    return { ...defaultsOf(printer), ...set };
  }

  async #read(db: Knex, key: string): Promise<Partial<PrinterOptions>> {
    const [row] = (await db(TABLE).where({ printer_key: key })) as PrinterOptionsRow[];
    return row ? (JSON.parse(row.options) as Partial<PrinterOptions>) : {};
  }
}

function defaultsOf({ cameras }: WatchedPrinter): PrinterOptions {
  return { ...PRINTER_DEFAULTS, cameras: cameras.slice(0, 1).map(({ entity }) => entity) };
}

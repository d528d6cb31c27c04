import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Knex } from 'knex';
import type { PrintDataRow } from '../db/rows.ts';
import type { SensorPoints } from '../print-jobs/print-sensors.ts';
import type { PictureFacts } from './picture-facts.ts';

const TABLE = 'print_data';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** What was recorded between two times, milliseconds since 1970. */
export interface SensorRecord {
  from: number;
  to: number;
  points: SensorPoints;
}

export interface PrintData {
  /** Null = not read yet. */
  pictures: PictureFacts | null;
  /** Of the print that the timelapse is linked to; null = nothing, or not read yet. */
  sensors: SensorRecord | null;
}

/** A finished print whose sensors are to be read for a timelapse. */
export interface DueSensors {
  timelapseId: string;
  jobId: string;
  /** Failed so far. */
  tries: number;
  dueAt: number;
}

/** A video whose pictures are to be read. */
export interface DuePictures {
  timelapseId: string;
  /** When it was made. */
  videoOf: number;
}

/** Ended, and not settled yet for the timelapse. */
const DUE_SENSORS = `
  FROM timelapses JOIN print_jobs ON print_jobs.id = timelapses.job_id
  LEFT JOIN print_data ON print_data.timelapse_id = timelapses.id AND print_data.job_id = timelapses.job_id
  WHERE (print_jobs.ended_at IS NOT NULL OR print_jobs.status IN ('completed', 'failed', 'cancelled'))
    AND (print_data.timelapse_id IS NULL OR print_data.try_at IS NOT NULL)`;

const DUE_AT = 'COALESCE(print_data.try_at, COALESCE(print_jobs.ended_at, print_jobs.updated_at) + :after)';

/** Rows leave with their timelapse. */
export class PrintDataStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(timelapseId: string, jobId: string | null): Promise<PrintData> {
    const [row] = (await this.#db(TABLE).where({ timelapse_id: timelapseId })) as PrintDataRow[];
    return {
      pictures: await fromJson<PictureFacts>(row?.pictures),
      sensors: row?.job_id === jobId ? await fromJson<SensorRecord>(row.sensors) : null,
    };
  }

  /** The latest print of those whose time has come. @param after milliseconds since its end */
  async nextSensors(now: number, after: number): Promise<DueSensors | null> {
    const [row] = (await this.#db.raw(
      `SELECT timelapses.id AS timelapse_id, print_jobs.id AS job_id, COALESCE(print_data.tries, 0) AS tries,
        ${DUE_AT} AS due_at ${DUE_SENSORS} AND ${DUE_AT} <= :now
       ORDER BY print_jobs.happened_at DESC LIMIT 1`,
      { now, after },
    )) as (Pick<PrintDataRow, 'timelapse_id' | 'tries'> & { job_id: string; due_at: number })[];
    return row
      ? { timelapseId: row.timelapse_id, jobId: row.job_id, tries: row.tries, dueAt: row.due_at }
      : null;
  }

  /** Null = none. @param after as of {@link nextSensors} */
  async sensorsDueAt(after: number): Promise<number | null> {
    const [row] = (await this.#db.raw(`SELECT MIN(${DUE_AT}) AS due_at ${DUE_SENSORS}`, { after })) as {
      due_at: number | null;
    }[];
    return row?.due_at ?? null;
  }

  /** Of the newest videos; not while a run is being settled. @param except ids */
  async nextPictures(except: readonly string[]): Promise<DuePictures | null> {
    const [row] = (await this.#db('timelapses')
      .leftJoin(TABLE, `${TABLE}.timelapse_id`, 'timelapses.id')
      .where({ video_exists: 1, source_missing: 0, superseded: 0 })
      .whereRaw('pictures_of IS NOT COALESCE(processing_completed_at, 0)')
      .whereNotIn('timelapses.id', [...except])
      .whereRaw(
        'NOT EXISTS (SELECT 1 FROM runs WHERE runs.timelapse_id = timelapses.id AND ended_at IS NULL)',
      )
      // A part that was cut out says nothing about the whole, which is beside it.
      .whereRaw(
        "NOT EXISTS (SELECT 1 FROM timelapse_files WHERE timelapse_id = timelapses.id AND kind = 'original')",
      )
      .orderBy('timelapses.created_at', 'desc')
      .limit(1)
      .select('timelapses.id', 'processing_completed_at')) as {
      id: string;
      processing_completed_at: number | null;
    }[];
    return row ? { timelapseId: row.id, videoOf: row.processing_completed_at ?? 0 } : null;
  }

  async putPictures({ timelapseId, videoOf }: DuePictures, pictures: PictureFacts): Promise<void> {
    await this.#put('pictures, pictures_of', [await toJson(pictures), videoOf], timelapseId);
  }

  /** Whatever is found, nothing is asked for again. */
  async settleSensors({ timelapseId, jobId }: DueSensors, sensors: SensorRecord | null): Promise<void> {
    const packed = sensors && (await toJson(sensors));
    await this.#put('job_id, sensors, tries, try_at', [jobId, packed, 0, null], timelapseId);
  }

  async retrySensors({ timelapseId, jobId, tries }: DueSensors, tryAt: number): Promise<void> {
    await this.#put('job_id, sensors, tries, try_at', [jobId, null, tries + 1, tryAt], timelapseId);
  }

  /** Does nothing when the timelapse has just been deleted. */
  async #put(
    columns: string,
    values: (Buffer | string | number | null)[],
    timelapseId: string,
  ): Promise<void> {
    const names = columns.split(', ');
    await this.#db.raw(
      `INSERT INTO ${TABLE} (timelapse_id, ${columns}) SELECT id, ${names.map(() => '?').join(', ')}
       FROM timelapses WHERE id = ?
       ON CONFLICT (timelapse_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      [...values, timelapseId] as never[],
    );
  }
}

async function toJson(value: object): Promise<Buffer> {
  return pack(JSON.stringify(value));
}

async function fromJson<T>(packed: Buffer | null | undefined): Promise<T | null> {
  return packed ? (JSON.parse(String(await unpack(packed))) as T) : null;
}

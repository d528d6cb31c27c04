import type { Knex } from 'knex';
import type { RunRow } from '../db/rows.ts';
import type { PublishPlan } from './publish-video.ts';
import type { MeasuredRun } from './render-estimate.ts';

const TABLE = 'runs';

/** Few enough for changes of the machine, many enough for one odd run. */
const RUNS_FOR_SPEED = 20;

/** Not settled: the app was interrupted. */
export interface OpenRun {
  id: string;
  timelapseId: string;
  partialPaths: string[];
  /** Set when the video was good and only had to be moved. */
  publishPlan: PublishPlan | null;
}

export interface RunEnd {
  outcome: 'completed' | 'failed' | 'retry' | 'cancelled' | 'deleted' | 'interrupted' | 'outdated';
  errorCode?: string;
  exitCode?: number | null;
  signal?: string | null;
  report?: unknown;
  /** Of a completed run; megapixels per frame. */
  frames?: number;
  megapixels?: number;
}

export class RunStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async start(run: {
    id: string;
    timelapseId: string;
    attempt: number;
    engine: string;
    partialPaths: string[];
    startedAt: number;
  }): Promise<void> {
    await this.#db(TABLE).insert({
      id: run.id,
      timelapse_id: run.timelapseId,
      attempt: run.attempt,
      engine: run.engine,
      partial_paths: JSON.stringify(run.partialPaths),
      started_at: run.startedAt,
    });
  }

  async savePublishPlan(id: string, plan: PublishPlan): Promise<void> {
    await this.#db(TABLE)
      .where({ id })
      .update({ publish_plan: JSON.stringify(plan) });
  }

  async end(id: string, end: RunEnd, now: number): Promise<void> {
    await this.#db(TABLE)
      .where({ id })
      .update({
        ended_at: now,
        outcome: end.outcome,
        error_code: end.errorCode ?? null,
        exit_code: end.exitCode ?? null,
        signal: end.signal ?? null,
        report: end.report === undefined ? null : JSON.stringify(end.report),
        frames: end.frames ?? null,
        megapixels: end.megapixels ?? null,
      });
  }

  async listMeasured(): Promise<MeasuredRun[]> {
    const rows = (await this.#db(TABLE)
      .where({ outcome: 'completed' })
      .whereNotNull('frames')
      .orderBy('ended_at', 'desc')
      .limit(RUNS_FOR_SPEED)) as RunRow[];
    return rows.map((row) => ({
      seconds: ((row.ended_at ?? row.started_at) - row.started_at) / 1000,
      frames: row.frames ?? 0,
      megapixels: row.megapixels ?? 0,
    }));
  }

  /** Of the current video; null = no report, or the run was deleted. */
  async reportOf(timelapseId: string): Promise<unknown> {
    const row = (await this.#db(TABLE)
      .where({ timelapse_id: timelapseId, outcome: 'completed' })
      .orderBy('ended_at', 'desc')
      .first()) as RunRow | undefined;
    return row?.report ? JSON.parse(row.report) : null;
  }

  /** Keeps the last run of each timelapse. */
  async trim(endedBefore: number): Promise<void> {
    await this.#db.raw(
      `DELETE FROM runs WHERE ended_at < ?
       AND id NOT IN (SELECT id FROM (SELECT id, MAX(started_at) FROM runs GROUP BY timelapse_id))`,
      [endedBefore],
    );
  }

  async listOpen(): Promise<OpenRun[]> {
    const rows = (await this.#db(TABLE).whereNull('ended_at')) as RunRow[];
    return rows.map((row) => ({
      id: row.id,
      timelapseId: row.timelapse_id,
      partialPaths: JSON.parse(row.partial_paths) as string[],
      publishPlan: row.publish_plan === null ? null : (JSON.parse(row.publish_plan) as PublishPlan),
    }));
  }
}

import type { Knex } from 'knex';
import type { RunRow } from '../db/rows.ts';
import type { PublishPlan } from './publish-video.ts';

const TABLE = 'runs';

/** A run that has not been settled: the app ended in the middle of it. */
export interface OpenRun {
  id: string;
  timelapseId: string;
  /** Hidden files it may have left behind. */
  partialPaths: string[];
  /** Set when the video was good already and only had to be moved into place. */
  publishPlan: PublishPlan | null;
}

/** How a run ended. */
export interface RunEnd {
  outcome: 'completed' | 'failed' | 'retry' | 'cancelled' | 'deleted' | 'interrupted';
  errorCode?: string;
  exitCode?: number | null;
  signal?: string | null;
  report?: unknown;
}

/** Every knex query on the run history. */
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
      });
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

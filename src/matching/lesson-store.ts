import type { Knex } from 'knex';
import type { LinkLessonRow } from '../db/rows.ts';
import type { Lesson } from './lesson.ts';

/** What the user has taught by linking, unlinking and refusing. */
export class LessonStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Of folders of a kind, latest first. */
  async ofPattern(pattern: string): Promise<Lesson[]> {
    const rows = (await this.#db('link_lessons')
      .where({ pattern })
      .orderBy('taught_at', 'desc')) as LinkLessonRow[];
    return rows.map((row) => ({
      pattern: row.pattern,
      jobKey: row.job_key,
      printerKey: row.printer_key,
      belongs: row.belongs === 1,
    }));
  }

  /** The latest word counts. */
  async learn({ pattern, jobKey, printerKey, belongs }: Lesson, now: number): Promise<void> {
    await this.#db('link_lessons')
      .insert({ pattern, job_key: jobKey, printer_key: printerKey, belongs: belongs ? 1 : 0, taught_at: now })
      .onConflict(['pattern', 'job_key', 'printer_key'])
      .merge();
  }

  /** Ids of print jobs that a timelapse does not belong to. */
  async refusedOf(timelapseId: string): Promise<Set<string>> {
    return new Set(
      (await this.#db('refused_links').where({ timelapse_id: timelapseId }).pluck('job_id')) as string[],
    );
  }

  async refuse(timelapseId: string, jobId: string): Promise<void> {
    await this.#db('refused_links')
      .insert({ timelapse_id: timelapseId, job_id: jobId })
      .onConflict(['timelapse_id', 'job_id'])
      .ignore();
  }

  async allow(timelapseId: string, jobId: string): Promise<void> {
    await this.#db('refused_links').where({ timelapse_id: timelapseId, job_id: jobId }).delete();
  }
}

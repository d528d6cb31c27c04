import { schedule as scheduleCron } from 'node-cron';

/** A named piece of work that comes round by the clock. */
export interface ScheduledTask {
  name: string;
  /** When, as a cron expression in local time. */
  when: string;
  run: () => Promise<void>;
}

/** Runs tasks by the clock, one after another, so that no two are ever at work at once. */
export interface Schedule {
  /** Resolves when the task under way has ended. */
  stop(): Promise<void>;
}

/**
 * @param onError receives what a task throws; the schedule goes on
 */
export function startSchedule(
  tasks: readonly ScheduledTask[],
  onError: (error: unknown, task: string) => void,
): Schedule {
  let line = Promise.resolve();
  const jobs = tasks.map(({ name, when, run }) =>
    scheduleCron(when, () => {
      line = line.then(run).catch((error: unknown) => onError(error, name));
      return line;
    }),
  );
  return {
    async stop() {
      for (const job of jobs) await job.destroy();
      await line;
    },
  };
}

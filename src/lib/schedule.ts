import { schedule as scheduleCron } from 'node-cron';
import { Serial } from './serial.ts';

export interface ScheduledTask {
  name: string;
  /** Cron expression in local time. */
  when: string;
  run: () => Promise<void>;
}

/** Tasks run one after another, never two at once. */
export interface Schedule {
  /** Resolves when the running task has ended. */
  stop(): Promise<void>;
}

/** @param onError receives what a task throws; the schedule continues */
export function startSchedule(
  tasks: readonly ScheduledTask[],
  onError: (error: unknown, task: string) => void,
): Schedule {
  const serial = new Serial();
  const jobs = tasks.map(({ name, when, run }) =>
    scheduleCron(when, () => serial.run(run).catch((error: unknown) => onError(error, name))),
  );
  return {
    async stop() {
      for (const job of jobs) await job.destroy();
      await serial.settled();
    },
  };
}

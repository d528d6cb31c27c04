import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type Schedule, type ScheduledTask, startSchedule } from '../../src/lib/schedule.ts';
import { waitFor } from '../helpers/wait-for.ts';

const EVERY_SECOND = '* * * * * *';

let schedule: Schedule | undefined;
const errors: string[] = [];

function start(tasks: Omit<ScheduledTask, 'when'>[]): void {
  schedule = startSchedule(
    tasks.map((task) => ({ ...task, when: EVERY_SECOND })),
    (error, task) => errors.push(`${task}: ${(error as Error).message}`),
  );
}

afterEach(async () => {
  await schedule?.stop();
  errors.length = 0;
});

describe('the schedule', () => {
  test('runs tasks one after another, never two at once', async () => {
    let atWork = 0;
    let most = 0;
    const ran: string[] = [];
    const task = (name: string) => ({
      name,
      run: async () => {
        atWork += 1;
        most = Math.max(most, atWork);
        await sleep(700);
        atWork -= 1;
        ran.push(name);
      },
    });
    start([task('a'), task('b')]);
    await waitFor('both to have run twice', () => ran.length >= 4);
    expect(most).toBe(1);
    expect(new Set(ran)).toEqual(new Set(['a', 'b']));
  });

  test('continues after a task that failed, and reports whose error it was', async () => {
    let ran = 0;
    start([
      {
        name: 'broken',
        run: async () => {
          throw new Error('no disk');
        },
      },
      {
        name: 'fine',
        run: async () => {
          ran += 1;
        },
      },
    ]);
    await waitFor('two rounds', () => ran >= 2 && errors.length >= 2);
    expect(errors.slice(0, 2)).toEqual(['broken: no disk', 'broken: no disk']);
  });

  test('ends only when the task under way has ended, and runs none after', async () => {
    let begun = 0;
    let ended = 0;
    start([
      {
        name: 'slow',
        run: async () => {
          begun += 1;
          await sleep(500);
          ended += 1;
        },
      },
    ]);
    await waitFor('it to begin', () => begun > 0);
    await schedule?.stop();
    expect(ended).toBe(begun);
    const before = begun;
    let rounds = 0;
    start([
      {
        name: 'another',
        run: async () => {
          rounds += 1;
        },
      },
    ]);
    await waitFor('two rounds of another', () => rounds >= 2);
    expect(begun).toBe(before);
  });
});

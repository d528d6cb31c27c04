import { expect, it } from 'vitest';
import { onlyStopped, type Part, RunningParts } from '../../src/lib/part.ts';

/** Parts that tell what is done with them. */
function tell(...names: string[]): { parts: Part[]; reported: string[] } {
  const reported: string[] = [];
  const parts = names.map((name) => ({
    start: () => void reported.push(`start ${name}`),
    stop: async () => void reported.push(`stop ${name}`),
  }));
  return { parts, reported };
}

it('parts stop in reverse, once, however often they are asked to', async () => {
  const { parts, reported } = tell('a', 'b');
  const running = new RunningParts(() => {});
  await running.start(...parts);
  await Promise.all([running.stop(), running.stop()]);
  await running.stop();
  expect(reported).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

it('a part that cannot be stopped keeps none of the others from stopping', async () => {
  const { parts, reported } = tell('a', 'b');
  const errors: unknown[] = [];
  const running = new RunningParts((error) => errors.push(error));
  const failure = new Error('stuck');
  await running.start(
    parts[0]!,
    onlyStopped(() => {
      throw failure;
    }),
    parts[1]!,
  );
  await running.stop();
  expect(errors).toEqual([failure]);
  expect(reported).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

it('a part that cannot start ends the start, and only those before it are stopped', async () => {
  const { parts, reported } = tell('a', 'b');
  const running = new RunningParts(() => {});
  const broken = {
    start: () => Promise.reject(new Error('port taken')),
    stop: () => void reported.push('no'),
  };
  await expect(running.start(parts[0]!, broken, parts[1]!)).rejects.toThrow('port taken');
  await running.stop();
  expect(reported).toEqual(['start a', 'stop a']);
});

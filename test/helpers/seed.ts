import { onTestFailed } from 'vitest';

/** What a test's random numbers begin with: another one each time, printed when the test fails, and set again by `TEST_SEED`. */
export function testSeed(): number {
  const seed = Number(process.env.TEST_SEED ?? Date.now());
  onTestFailed(() => console.log(`The random numbers are the same again with TEST_SEED=${seed}.`));
  return seed;
}

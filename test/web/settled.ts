import { vi } from 'vitest';

/** More turns than any chain of answers and renderings takes. */
const TURNS = 25;

/**
 * Resolves when everything that was asked for has been answered, loaded and drawn. Counted in turns of the event loop,
 * since how much is done in a time depends on the machine.
 */
export async function settled(): Promise<void> {
  await turns();
  await vi.dynamicImportSettled();
  await turns();
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
}

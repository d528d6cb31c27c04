import { toAppError } from '../lib/errors.ts';

export type BulkErrors = { id: string; code: string; message: string }[];

/** Failures do not stop the others. */
export async function eachOnItsOwn(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
): Promise<{ done: number; errors: BulkErrors }> {
  const errors: BulkErrors = [];
  let done = 0;
  for (const id of new Set(ids)) {
    try {
      await act(id);
      done += 1;
    } catch (error) {
      const known = toAppError(error);
      if (!known) throw error;
      errors.push({ id, code: known.code, message: known.message });
    }
  }
  return { done, errors };
}

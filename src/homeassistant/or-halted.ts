import { AppError } from '../lib/errors.ts';

/**
 * The answer, unless the app ends first: an answer that never comes holds nobody up.
 *
 * @throws AppError `core_away` when the signal says so
 */
export async function orHalted<T>(answer: Promise<T>, halt: AbortSignal): Promise<T> {
  const { promise: halted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(new AppError('core_away', 'The app ends.', { status: 503 }));
  if (halt.aborted) onAbort();
  halt.addEventListener('abort', onAbort);
  try {
    return await Promise.race([answer, halted]);
  } finally {
    halt.removeEventListener('abort', onAbort);
  }
}

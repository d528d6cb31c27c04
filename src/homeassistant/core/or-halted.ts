import { AppError } from '../../lib/errors.ts';

/** Aborts waiting when the app stops. @throws AppError `core_away` */
export async function orHalted<T>(answer: Promise<T>, halt: AbortSignal): Promise<T> {
  const { promise: halted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(new AppError('core_away', 'The app is stopping.', { status: 503 }));
  if (halt.aborted) onAbort();
  halt.addEventListener('abort', onAbort);
  try {
    return await Promise.race([answer, halted]);
  } finally {
    halt.removeEventListener('abort', onAbort);
  }
}

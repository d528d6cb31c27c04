import { type AppError, conflict } from '../lib/errors.ts';
import type { Capture } from './capture.ts';

export function isOver({ name, state }: Pick<Capture, 'name' | 'state'>): AppError {
  return conflict('wrong_status', `The capture of "${name}" is already over.`, { status: state });
}

import { AppError } from '../lib/errors.ts';
import type { RecipeProblem } from '../shared/recipe-problems.ts';

/** @param why the same as a code, so that clients can translate it */
export function badField(field: string, value: unknown, reason: string, why: RecipeProblem): AppError {
  return new AppError('invalid_recipe', `The field "${field}" is not valid: ${reason}.`, {
    status: 400,
    detail: { in: 'body', field, value, reason, ...why },
  });
}

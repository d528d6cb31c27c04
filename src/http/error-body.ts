import type { AppError } from '../lib/errors.ts';
import type { ApiErrorBody } from '../shared/api-error.ts';

export function toErrorBody({ code, message, detail, remedy }: AppError): ApiErrorBody {
  return {
    error: {
      code,
      message,
      ...(detail === undefined ? {} : { detail }),
      ...(remedy === undefined ? {} : { remedy }),
    },
  };
}

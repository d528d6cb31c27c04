import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { ApiErrorBody } from '../shared/api-error.ts';

/** What express and its parsers throw. */
interface HttpError {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
}

/** Answers what no route has answered. */
export const noSuchRoute: RequestHandler = (req) => {
  throw new AppError('not_found', `There is nothing at ${req.method} ${req.originalUrl.slice(0, 200)}.`, {
    status: 404,
    remedy: 'See openapi.json for what there is.',
  });
};

/** The only place that writes an error answer: one shape, no stack, and for what we did not foresee no detail. */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const known = error instanceof AppError ? error : fromHttpError(error as HttpError);
    if (known.status >= 500)
      logger.error({ err: error, method: req.method, path: req.path }, 'request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    for (const name of res.getHeaderNames()) if (!KEPT.has(name)) res.removeHeader(name);
    res.status(known.status).set((error as HttpError).headers ?? {});
    res.json(toBody(known));
  };
}

/** Headers that an error answer keeps from the answer that was begun. */
const KEPT = new Set(['x-content-type-options', 'referrer-policy', 'content-security-policy']);

function fromHttpError(error: HttpError): AppError {
  const status = error.status ?? 500;
  if (error.type === 'entity.parse.failed') {
    return new AppError('invalid_request', `The body is not valid JSON: ${messageOf(error)}.`, {
      status: 400,
      detail: { in: 'body', field: '' },
    });
  }
  if (status === 413) {
    return new AppError('too_large', 'The body is too large.', { status, remedy: 'Send less at once.' });
  }
  if (status === 416) {
    return new AppError('range_not_satisfiable', 'The range asked for lies outside the file.', { status });
  }
  if (status === 412) {
    return new AppError('precondition_failed', 'The file has changed since.', {
      status,
      remedy: 'Ask again.',
    });
  }
  if (status >= 400 && status < 500) {
    return new AppError('invalid_request', `The request is not valid: ${messageOf(error)}.`, { status });
  }
  return new AppError('internal_error', 'Something went wrong inside the app.', {
    status: 500,
    remedy: 'Look at the log of the app; if it happens again, please report it.',
  });
}

function toBody({ code, message, detail, remedy }: AppError): ApiErrorBody {
  return {
    error: {
      code,
      message,
      ...(detail === undefined ? {} : { detail }),
      ...(remedy === undefined ? {} : { remedy }),
    },
  };
}

import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, messageOf, toAppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { ErrorCode } from '../shared/error-codes.ts';
import { toErrorBody } from './error-body.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

interface HttpError {
  status?: number;
  type?: string;
  headers?: Record<string, string>;
}

export const noSuchRoute: RequestHandler = (req) => {
  throw new AppError('not_found', `There is nothing at ${req.method} ${req.originalUrl.slice(0, 200)}.`, {
    status: 404,
    remedy: 'See openapi.json for a list of endpoints.',
  });
};

/** @param methods that the path supports, in lower case */
export function otherMethods(methods: readonly string[]): RequestHandler {
  const allowed = [...methods, ...(methods.includes('get') ? ['head'] : []), 'options'];
  const headers = { Allow: allowed.map((each) => each.toUpperCase()).join(', ') };
  return (req, res) => {
    if (req.method === 'OPTIONS') {
      res.status(204).set(headers).end();
      return;
    }
    throw new AppError(
      'method_not_allowed',
      `${req.method} is not allowed at ${req.originalUrl.slice(0, 200)}.`,
      {
        status: 405,
        headers,
        detail: { allowed: headers.Allow },
      },
    );
  };
}

/** The only place that writes error responses: one format, no stack, and no details of unexpected errors. */
export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const known = toAppError(error) ?? fromHttpError((error ?? {}) as HttpError);
    if (known.status >= 500) logFailure(logger, { error, known, method: req.method, path: req.path });
    if (res.headersSent) {
      res.destroy();
      return;
    }
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    res.status(known.status).set({ ...SECURITY_HEADERS, ...known.headers, 'Cache-Control': 'no-store' });
    res.type('json').send(toText(known));
  };
}

/** Expected errors need no stack trace, and the health check reports them once. */
function logFailure(
  logger: Logger,
  { error, known, ...request }: { error: unknown; known: AppError; method: string; path: string },
): void {
  if (known.code === 'internal_error') logger.error({ err: error, ...request }, 'request failed');
  else logger.warn({ ...request, code: known.code, reason: known.message }, 'request rejected');
}

/** Never throws, or express would send its own error page. */
function toText(error: AppError): string {
  try {
    return JSON.stringify(toErrorBody(error));
  } catch {
    const { code, message, status } = error;
    return JSON.stringify(toErrorBody(new AppError(code, message, { status })));
  }
}

function fromHttpError(error: HttpError): AppError {
  const status = error.status ?? 500;
  const headers = error.headers ?? {};
  const refuse = (code: ErrorCode, message: string, remedy?: string): AppError =>
    new AppError(code, message, { status, headers, ...(remedy === undefined ? {} : { remedy }) });
  if (error.type === 'entity.parse.failed') {
    return new AppError('invalid_request', `The body is not valid JSON: ${messageOf(error)}.`, {
      status: 400,
      detail: { in: 'body', field: '' },
    });
  }
  switch (status) {
    case 404:
      return refuse('not_found', 'The file has just been removed.');
    case 412:
      return refuse('precondition_failed', 'The file has changed in the meantime.', 'Request it again.');
    case 413:
      return refuse('too_large', 'The body is too large.', 'Send less data at a time.');
    case 415:
      return refuse(
        'unsupported_media_type',
        `The body cannot be read: ${messageOf(error)}.`,
        'Send JSON in UTF-8.',
      );
    case 416:
      return refuse('range_not_satisfiable', 'The requested range is outside the file.');
  }
  if (status >= 400 && status < 500)
    return refuse('invalid_request', `The request is not valid: ${messageOf(error)}.`);
  return new AppError('internal_error', 'Something went wrong inside the app.', {
    status: 500,
    remedy: "Check the app's log. If it happens again, please report it.",
  });
}

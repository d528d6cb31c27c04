import type { Cause } from '../shared/facts.ts';
import type { ErrorCode } from '../shared/error-codes.ts';

export interface AppErrorDetails {
  status: number;
  /** Machine-readable details: the field, the current status. */
  detail?: unknown;
  remedy?: string;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** The only kind of error that the API passes on as it is. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: unknown;
  readonly remedy: string | undefined;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, details: AppErrorDetails) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.detail = details.detail;
    this.remedy = details.remedy;
    this.headers = details.headers ?? {};
  }
}

export function notFound(message: string, detail?: unknown): AppError {
  return new AppError('not_found', message, { status: 404, detail });
}

export function conflict(code: ErrorCode, message: string, detail: unknown, remedy?: string): AppError {
  return new AppError(code, message, { status: 409, detail, ...(remedy ? { remedy } : {}) });
}

export function badInput(message: string, detail: unknown): AppError {
  return new AppError('invalid_request', message, { status: 400, detail });
}

/** The system's error code (`ENOENT`, `EACCES`, …), if there is one. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Whether the system is temporarily out of processes, files or memory. */
export function isForWant(error: unknown): boolean {
  return ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(errnoOf(error) ?? '');
}

export function causeOf(error: unknown): Cause {
  const { cause, reason } = ((error as AppError | null)?.detail ?? {}) as Partial<Cause>;
  return { cause: cause ?? errnoOf(error) ?? 'unknown', reason: reason ?? reasonOf(error) };
}

/** Of the system, in words for people. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EAGAIN: 'no more processes can be started',
  EBUSY: 'it is in use',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection lost',
  EDQUOT: 'the quota is used up',
  EHOSTDOWN: 'its machine is not reachable',
  EHOSTUNREACH: 'its machine is not reachable',
  EIO: 'read or write error',
  ELOOP: 'links that point at each other',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it does not exist',
  ENOMEM: 'there is not enough memory',
  ENOSPC: 'no space left',
  ENOTCONN: 'its share is not connected',
  ENOTDIR: 'it is not a folder',
  ENOTFOUND: 'its name cannot be resolved',
  EPERM: 'not permitted',
  EROFS: 'it is read-only',
  ESTALE: 'its share is no longer valid',
  ETIMEDOUT: 'it is not responding',
};

/** For people; `messageOf` is for logs. */
export function reasonOf(error: unknown): string {
  return REASONS[errnoOf(error) ?? ''] ?? messageOf(error);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const NO_SPACE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Reasons outside the database: a full, broken or busy disk. */
const DATABASE_UNAVAILABLE = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|PERM|NOMEM|PROTOCOL)/;

/** Also looks at the causes of the error. */
export function isDiskFull(error: unknown): boolean {
  if (NO_SPACE.has(errnoOf(error) ?? '')) return true;
  return error instanceof Error && error.cause !== undefined && isDiskFull(error.cause);
}

/** For a reason that may pass. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: unknown };
  return DATABASE_UNAVAILABLE.test(errnoOf(error) ?? '') || name === 'KnexTimeoutError';
}

export function diskFull(cause: unknown): AppError {
  return new AppError('disk_full', 'There is no space left on the disk, so nothing can be saved.', {
    status: 507,
    remedy: 'Free some space, for example with "Review clean-up", then try again.',
    cause,
  });
}

/** Null = unexpected. */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isDiskFull(error)) return diskFull(error);
  if (isDatabaseUnavailable(error)) {
    return new AppError('database_unavailable', `The database is unavailable: ${messageOf(error)}.`, {
      status: 503,
      remedy: 'Check the disk that holds the data folder, then try again.',
      cause: error,
    });
  }
  return null;
}

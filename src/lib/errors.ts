import type { Cause } from '../shared/facts.ts';

/** Facts an {@link AppError} carries besides its sentence. */
export interface AppErrorFacts {
  /** HTTP status the API answers with. */
  status: number;
  /** Machine-readable facts: the field, the current status. */
  detail?: unknown;
  /** What the user can do. */
  remedy?: string;
  cause?: unknown;
}

/** A failure with a stable code, a sentence for people and the next step. The only kind that reaches the API as is. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly status: number;
  readonly detail: unknown;
  readonly remedy: string | undefined;

  constructor(code: string, message: string, facts: AppErrorFacts) {
    super(message, { cause: facts.cause });
    this.code = code;
    this.status = facts.status;
    this.detail = facts.detail;
    this.remedy = facts.remedy;
  }
}

/** 404 with a code that says what is missing. */
export function notFound(message: string, detail?: unknown): AppError {
  return new AppError('not_found', message, { status: 404, detail });
}

/** 409: the wish is fine, the moment is not. */
export function conflict(code: string, message: string, detail: unknown, remedy?: string): AppError {
  return new AppError(code, message, { status: 409, detail, ...(remedy ? { remedy } : {}) });
}

/** 400 naming the field. */
export function badInput(message: string, detail: unknown): AppError {
  return new AppError('invalid_request', message, { status: 400, detail });
}

/** The system's word for a failure (`ENOENT`, `EACCES`, …), if it has one. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Why something failed: the system's word for it, or one that an {@link AppError} brings among its facts. */
export function causeOf(error: unknown): Cause {
  const { cause, reason } = ((error as AppError | null)?.detail ?? {}) as Partial<Cause>;
  return { cause: cause ?? errnoOf(error) ?? 'unknown', reason: reason ?? messageOf(error) };
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

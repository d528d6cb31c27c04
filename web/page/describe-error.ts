import { ApiError } from '../api/client.ts';
import type { RefusalCode } from '../contract.ts';
import type { Dictionary } from '../i18n/en.ts';

/** The server's message and remedy in one line. */
export function describeError(error: unknown, texts: Dictionary): string {
  if (!(error instanceof ApiError)) return texts.request_failed;
  if (error.status === 401) return texts.lost.session.text;
  if (error.status === 0 || error.code.startsWith('http_')) return texts.request_unreachable;
  if (error.code === 'admin_only') return texts.view_only;
  const own = texts.refused[error.code as RefusalCode];
  if (own !== undefined) return own;
  return error.remedy === null ? error.message : `${error.message} ${error.remedy}`;
}

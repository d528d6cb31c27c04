import { errnoOf, isForWant, messageOf } from '../lib/errors.ts';
import type { UploadReason } from '../shared/uploads.ts';
import type { Reason } from './upload.ts';

const MAX_DETAIL = 300;

/** These pass without anybody's help, so the upload waits for it. */
const PASSING: ReadonlySet<UploadReason> = new Set([
  'unreachable',
  'connection_lost',
  'timed_out',
  'server_busy',
  'corrupted',
  'video_unavailable',
]);

/** Why an upload has to wait, or failed. */
export class UploadFailed extends Error {
  readonly reason: Reason;

  constructor(code: UploadReason, detail = '') {
    super(`${code}: ${detail}`);
    this.reason = { code, detail: detail.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_DETAIL) };
  }

  get mayPass(): boolean {
    return PASSING.has(this.reason.code);
  }
}

const NETWORK: Record<string, UploadReason> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timed_out',
  ECONNRESET: 'connection_lost',
  ECONNABORTED: 'connection_lost',
  EPIPE: 'connection_lost',
  EPROTO: 'no_tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no_tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no_tls',
  ERR_SSL_HTTP_REQUEST: 'no_tls',
};

/** Of OpenSSL and Node, for a certificate that is not trusted. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER|HOSTNAME_MISMATCH/;

/** @param error of a request */
export function fromNetwork(error: unknown): UploadFailed {
  if (error instanceof UploadFailed) return error;
  const code = errnoOf(error) ?? '';
  if (CERTIFICATE.test(code)) return new UploadFailed('certificate', messageOf(error));
  if (code.startsWith('HPE_')) return new UploadFailed('wrong_answer', messageOf(error));
  return new UploadFailed(
    NETWORK[code] ?? (isForWant(error) ? 'unreachable' : 'connection_lost'),
    messageOf(error),
  );
}

/** Of a share: it does not answer, or is not there. */
export function fromFile(error: unknown): UploadFailed {
  if (error instanceof UploadFailed) return error;
  const isGone = ['ENOENT', 'EFTYPE', 'ENOTDIR'].includes(errnoOf(error) ?? '');
  return new UploadFailed(isGone ? 'video_missing' : 'video_unavailable', messageOf(error));
}

/** Of an answer that is no success. @param detail the server's own words */
export function fromStatus(status: number, detail: string): UploadFailed {
  const text = `${status}${detail === '' ? '' : ` ${detail}`}`;
  if (status >= 300 && status < 400) return new UploadFailed('redirected', text);
  if (status === 401 || status === 403) return new UploadFailed('refused', text);
  if (status === 404 || status === 410) return new UploadFailed('not_found', text);
  if (status === 413) return new UploadFailed('too_large', text);
  if (status === 507) return new UploadFailed('full', text);
  if ([408, 409, 423, 425, 429].includes(status) || status >= 500)
    return new UploadFailed('server_busy', text);
  return new UploadFailed('wrong_answer', text);
}

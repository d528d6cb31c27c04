import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { UploadReason } from '../shared/uploads.ts';
import type { Address } from './destination.ts';
import { encodePath, textOfElement, without } from './remote.ts';
import { type Answer, type Body, send } from './request.ts';
import { fromStatus, UploadFailed } from './upload-failed.ts';

export interface S3Call {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Name in the bucket. */
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Body & { sha256: string };
  signal: AbortSignal;
}

/** Most services take it for their own. */
const USUAL_REGION = 'us-east-1';
const EMPTY = createHash('sha256').digest('hex');

/** S3's own codes where the status says less. */
const CODES: Record<string, UploadReason> = {
  RequestTimeTooSkewed: 'clock_wrong',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
  XMinioAdminBucketQuotaExceeded: 'full',
  StorageQuotaExceeded: 'full',
  EntityTooLarge: 'too_large',
  NoSuchBucket: 'not_found',
  SlowDown: 'server_busy',
  RequestTimeout: 'server_busy',
  ExpiredToken: 'refused',
  InvalidToken: 'refused',
  InvalidAccessKeyId: 'refused',
  AuthorizationHeaderMalformed: 'refused',
  // What arrived is not what was signed: it changed on the way.
  XAmzContentSHA256Mismatch: 'corrupted',
  BadDigest: 'corrupted',
};

/** Signed calls to one bucket. The checksum of each body is part of its signature, so the server compares it too. */
export class S3Client {
  readonly #address: Address;
  readonly #secret: string;

  constructor(address: Address, secret: string) {
    this.#address = address;
    this.#secret = secret;
  }

  /** @returns also what is no success @throws UploadFailed without an answer */
  async call({ method, key, query = {}, headers = {}, body, signal }: S3Call): Promise<Answer> {
    const { url, bucket, region, user } = this.#address;
    const target = new URL(`${url}/${encodePath(`${bucket}/${key}`)}`);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
    const signed = await new AwsV4Signer({
      method,
      url: target.href,
      headers: { ...headers, 'X-Amz-Content-Sha256': body?.sha256 ?? EMPTY },
      accessKeyId: user,
      secretAccessKey: this.#secret,
      service: 's3',
      region: region ?? USUAL_REGION,
    }).sign();
    return send({
      method,
      url: signed.url.href,
      headers: Object.fromEntries(signed.headers.entries()),
      body,
      signal,
    });
  }

  /** @throws UploadFailed for what is no success */
  async done(call: S3Call): Promise<{ text: string; headers: Answer['headers'] }> {
    const answer = await this.call(call);
    const text = await answer.text();
    // Putting parts together takes long, so the answer has begun before it is known how it ends.
    const isError = answer.status < 200 || answer.status >= 300 || /<Error[\s>]/.test(text);
    if (isError) throw this.failure(answer, text);
    return { text, headers: answer.headers };
  }

  failure({ status, headers }: Pick<Answer, 'status' | 'headers'>, text: string): UploadFailed {
    const code = textOfElement(text, 'Code') ?? '';
    const region = headers['x-amz-bucket-region'];
    const words = [
      code,
      textOfElement(text, 'Message') ?? '',
      status >= 300 && status < 400 ? `(to ${headers.location ?? 'another address'})` : '',
      typeof region === 'string' && region !== this.#address.region ? `(its region is ${region})` : '',
    ];
    const detail = without([this.#secret], words.join(' '));
    const known = CODES[code];
    if (known) return new UploadFailed(known, `${status} ${detail}`);
    return fromStatus(status < 300 ? 500 : status, detail);
  }
}

/** Null = the server gave none. */
export function tagOf(headers: Answer['headers']): string | null {
  return headers.etag?.replaceAll('"', '').replace(/^W\//, '') ?? null;
}

/** Elsewhere it is a checksum of what was received. */
export function isTagMd5(headers: Answer['headers']): boolean {
  const encryption = headers['x-amz-server-side-encryption'];
  const isByKey = typeof encryption === 'string' && encryption.startsWith('aws:kms');
  return !isByKey && headers['x-amz-server-side-encryption-customer-algorithm'] === undefined;
}

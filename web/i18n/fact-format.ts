import type { Cause } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';

/** For values in messages of the server. */
export interface FactFormat {
  count(value: number): string;
  size(bytes: number): string;
  /** Falls back to the server's reason. */
  cause(cause: Cause): string;
}

/** @param causes texts by cause */
export function factFormat(causes: Readonly<Record<string, string>>, tag: string): FactFormat {
  return {
    count: (value) => formatNumber(value, tag),
    size: (bytes) => formatBytes(bytes, tag),
    cause: ({ cause, reason }) => statusIn(cause, causes) ?? causes[cause] ?? reason,
  };
}

/** The cause `http_503` contains the status. */
function statusIn(cause: string, { http }: Readonly<Record<string, string>>): string | null {
  const [, status] = /^http_(\d+)$/.exec(cause) ?? [];
  return status === undefined || http === undefined ? null : `${http} ${status}`;
}

import type { Cause } from '../contract.ts';
import { formatBytes } from '../util/format-bytes.ts';
import { formatNumber } from '../util/format-number.ts';

/** Puts the facts of the server into words and figures. */
export interface FactFormat {
  count(value: number): string;
  size(bytes: number): string;
  /** Why something is not as it should be; a reason that only the system has words for comes in those. */
  cause(cause: Cause): string;
}

/** @param causes words by cause, in the language of the tag */
export function factFormat(causes: Readonly<Record<string, string>>, tag: string): FactFormat {
  return {
    count: (value) => formatNumber(value, tag),
    size: (bytes) => formatBytes(bytes, tag),
    cause: ({ cause, reason }) => statusIn(cause, causes) ?? causes[cause] ?? reason,
  };
}

/** The status that something answered with stands in the word itself. */
function statusIn(cause: string, { http }: Readonly<Record<string, string>>): string | null {
  const [, status] = /^http_(\d+)$/.exec(cause) ?? [];
  return status === undefined || http === undefined ? null : `${http} ${status}`;
}

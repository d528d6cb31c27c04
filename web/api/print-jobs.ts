import type { WirePrintJob } from '../contract.ts';
import { base64url } from './base64url.ts';
import { api } from './client.ts';

/** Latest first. */
export function readJobs(text = ''): Promise<WirePrintJob[]> {
  return api.listJobs({ query: { limit: 200, ...(text === '' ? {} : { q64: base64url(text) }) } });
}

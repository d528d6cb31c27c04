import type { WireJobSuggestion, WirePrintJob, WirePrintJobView } from '../contract.ts';
import { requestJson } from './client.ts';

/** Print jobs that a timelapse may show, best first. */
export function readSuggestions(timelapseId: string): Promise<WireJobSuggestion[]> {
  return requestJson(`/timelapses/${encodeURIComponent(timelapseId)}/job-suggestions`);
}

/** Print jobs, latest first; with a text only those that bear it. */
export function readJobs(text = ''): Promise<WirePrintJob[]> {
  const params = new URLSearchParams({ limit: '200' });
  if (text !== '') params.set('q', text);
  return requestJson(`/jobs?${params.toString()}`);
}

/** One print job with its timelapses. */
export function readJob(id: string): Promise<WirePrintJobView> {
  return requestJson(`/jobs/${encodeURIComponent(id)}`);
}

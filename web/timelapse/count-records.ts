import { STATUSES, type Status, type WireTimelapse } from '../contract.ts';

export interface RecordCounts {
  all: number;
  status: Record<Status, number>;
  pinned: number;
  linked: number;
  printers: ReadonlySet<string>;
}

/** In one pass, since there may be ten thousand. */
export function countRecords(records: Iterable<WireTimelapse>): RecordCounts {
  const status = Object.fromEntries(STATUSES.map((one) => [one, 0])) as Record<Status, number>;
  const printers = new Set<string>();
  let [all, pinned, linked] = [0, 0, 0];
  for (const record of records) {
    all += 1;
    status[record.status] += 1;
    if (record.pinned) pinned += 1;
    if (record.job_id !== null) linked += 1;
    if (record.printer !== null) printers.add(record.printer);
  }
  return { all, status, pinned, linked, printers };
}

import { join } from 'node:path';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import type { TestApp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

/** The names of the folders in which the pictures of one print are. */
export const PARTS = ['Lighthouse_2026-11-28_10-00', 'Lighthouse_2026-11-28_10-40'] as const;

/** Puts the pictures of a print that has ended into two folders, and waits until joining them is offered. @returns the id of its print job */
export async function printInParts(
  app: TestApp,
  names: { first?: string[]; second?: string[] } = {},
): Promise<string> {
  const { source } = app.folders;
  await putFrames(join(source, PARTS[0]), { secondsAgo: 3000, gapSeconds: 60, ...namesOf(names.first) });
  await putFrames(join(source, PARTS[1]), { secondsAgo: 600, gapSeconds: 60, ...namesOf(names.second) });
  for (const name of PARTS) await app.waitForStatus(name, 'discovered');
  const body = {
    name: 'Lighthouse',
    printer: 'MK4',
    status: 'completed',
    started_at: ago(65),
    ended_at: ago(5),
  };
  const job = (await (await app.request('POST', '/jobs', body)).json()) as WirePrintJob;
  await waitFor('a link', async () => (await app.list()).some(({ job_id }) => job_id === job.id));
  return job.id;
}

function namesOf(names: string[] | undefined) {
  return names === undefined ? {} : { names };
}

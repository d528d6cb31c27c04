import { join } from 'node:path';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import type { TestApp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

const OLDEST = { first: 3000, second: 600 };

/** The names of the folders in which the pictures of one print are; a date in a name counts, so it is the true one. */
export const PARTS = [named(OLDEST.first), named(OLDEST.second)] as const;

/** Puts the pictures of a print that has ended into two folders, and waits until joining them is offered. @returns the id of its print job */
export async function printInParts(
  app: TestApp,
  names: { first?: string[]; second?: string[] } = {},
): Promise<string> {
  const { source } = app.folders;
  await putFrames(join(source, PARTS[0]), {
    secondsAgo: OLDEST.first,
    gapSeconds: 60,
    ...namesOf(names.first),
  });
  await putFrames(join(source, PARTS[1]), {
    secondsAgo: OLDEST.second,
    gapSeconds: 60,
    ...namesOf(names.second),
  });
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

function named(secondsAgo: number): string {
  const [day, time] = new Date(Date.now() - secondsAgo * 1000).toLocaleString('sv-SE').split(' ');
  return `Lighthouse_${day}_${time!.slice(0, 5).replace(':', '-')}`;
}

function namesOf(names: string[] | undefined) {
  return names === undefined ? {} : { names };
}

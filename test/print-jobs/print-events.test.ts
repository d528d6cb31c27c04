import { expect, it } from 'vitest';
import type { Database } from '../../src/db/open.ts';
import { createEmitter } from '../../src/lib/emitter.ts';
import type { PrintEvents } from '../../src/print-jobs/print-events.ts';
import type { PrintJobReport } from '../../src/print-jobs/print-job.ts';
import { PrintJobService } from '../../src/print-jobs/print-job-service.ts';
import { PrintJobStore } from '../../src/print-jobs/print-job-store.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { openTestDatabase } from '../helpers/open-database.ts';

/** The service on a database, as a start of the app makes it, and what it announces of prints. */
function startService(db: Database) {
  const emitter = createEmitter<PrintEvents>((error) => {
    throw error;
  });
  const reported: unknown[] = [];
  for (const event of ['print.began', 'print.ended'] as const)
    emitter.on(event, ({ id, name, printer, startedAt, endedAt }) =>
      reported.push({ event, id, name, printer, startedAt, endedAt }),
    );
  const service = new PrintJobService({ store: new PrintJobStore(db), clock: new FakeClock(), emitter });
  return { service, reported };
}

const report = (change: Partial<PrintJobReport> = {}): PrintJobReport => ({
  externalId: '1',
  name: 'Benchy',
  fileName: null,
  printer: 'Printer One',
  status: 'printing',
  startedAt: 1000,
  endedAt: null,
  createdAt: 1000,
  ...change,
});

it('a print is announced when it begins and when it ends, once each however often its source repeats it [2.2]', async () => {
  const { service, reported } = startService(await openTestDatabase());
  await service.receive('home_assistant', [report({ status: 'pending', startedAt: null })]);
  expect(reported).toEqual([]);
  await service.receive('home_assistant', [report(), report()]);
  await service.receive('home_assistant', [report({ status: 'paused' })]);
  await service.receive('home_assistant', [report({ name: 'Benchy, renamed' })]);
  const print = { id: expect.any(String), printer: 'Printer One', startedAt: 1000 };
  const began = { ...print, event: 'print.began', name: 'Benchy', endedAt: null };
  expect(reported).toEqual([began]);
  const ended = report({ status: 'completed', endedAt: 5000 });
  for (let times = 0; times < 3; times += 1) await service.receive('home_assistant', [ended]);
  await service.receive('home_assistant', [{ ...ended, status: 'failed', endedAt: 6000 }]);
  expect(reported).toEqual([began, { ...print, event: 'print.ended', name: 'Benchy', endedAt: 5000 }]);
});

it('is announced again by no restart, whether it lasts or is over [2.2]', async () => {
  const db = await openTestDatabase();
  const lasting = report({ externalId: 'lasts' });
  const over = report({ externalId: 'over', status: 'completed', endedAt: 5000 });
  const first = startService(db);
  await first.service.receive('printernizer', [lasting, over]);
  expect(first.reported).toMatchObject([{ event: 'print.began' }, { event: 'print.ended' }]);
  const second = startService(db);
  await second.service.receive('printernizer', [lasting, over]);
  expect(second.reported).toEqual([]);
  await second.service.receive('printernizer', [{ ...lasting, status: 'cancelled' }]);
  expect(second.reported).toMatchObject([{ event: 'print.ended', endedAt: expect.any(Number) }]);
});

it('is announced where it comes by the API, too, one of each name apart [2.2]', async () => {
  const { service, reported } = startService(await openTestDatabase());
  await service.post(report());
  await service.post(report({ externalId: '2', name: 'Vase', status: 'completed' }));
  expect(reported).toMatchObject([
    { event: 'print.began', name: 'Benchy' },
    { event: 'print.ended', name: 'Vase' },
  ]);
});

it('those that were written before a failure are announced [2.2]', async () => {
  const db = await openTestDatabase();
  const { service, reported } = startService(db);
  const broken = report({ externalId: '2', name: null as unknown as string });
  await expect(service.receive('printernizer', [report(), broken])).rejects.toThrow();
  expect(reported).toMatchObject([{ event: 'print.began', name: 'Benchy' }]);
});

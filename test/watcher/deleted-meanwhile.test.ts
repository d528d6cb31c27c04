import { expect, it, vi } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import type * as ScanSource from '../../src/watcher/scan-source.ts';
import { LOOKS_BY_HAND } from '../helpers/start-app.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';

/** What happens between a scan and what is made of it; nothing, as long as it is not set. */
let meanwhile: () => Promise<void> = async () => {};

vi.mock('../../src/watcher/scan-source.ts', async (original) => {
  const real = await original<typeof ScanSource>();
  const createSourceScanner: typeof real.createSourceScanner = (...args) => {
    const scanner = real.createSourceScanner(...args);
    return {
      ...scanner,
      async scan(request, onFolders) {
        const seen: Parameters<typeof onFolders>[0][] = [];
        const outcome = await scanner.scan(request, (folders) => seen.push(folders));
        await meanwhile();
        for (const folders of seen) onFolders(folders);
        return outcome;
      },
    };
  };
  return { ...real, createSourceScanner };
});

it('a timelapse deleted with its frames in the middle of a scan does not come back by it [1.9]', async () => {
  const { app, found } = await startWithFolders(['Benchy'], {}, { times: LOOKS_BY_HAND });
  const { id } = await render(app, found[0]!);
  const statuses: number[] = [];
  meanwhile = async () => {
    meanwhile = async () => {};
    statuses.push((await app.request('DELETE', `/timelapses/${id}?delete_source=true`)).status);
  };
  for (let look = 0; look < 3; look += 1) await app.app.scan();
  expect(statuses).toEqual([204]);
  expect(await app.list()).toEqual([]);
  expect((await app.get<WireHealth>('/health')).notices).toEqual([]);
});

import { expect, it } from 'vitest';
import { haltOneScan } from '../helpers/child-processes.ts';
import { startTestApp } from '../helpers/start-app.ts';

it('a stop in the middle of a scan is neither a failed scan nor an unreachable folder', async () => {
  // A scan that had already reported everything when it was halted is over, and shows nothing.
  for (let round = 0; round < 3; round += 1) {
    const app = await startTestApp();
    await haltOneScan();
    await app.stop();
    expect(app.log.join('')).not.toMatch(/a scan failed|unreachable/);
  }
});

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startTestApp } from '../helpers/start-app.ts';
import { startWithFolders } from '../helpers/with-video.ts';

describe('a stop in the middle of a look', () => {
  it('is no failure of the source folder', async () => {
    const { app } = await startWithFolders(['one']);
    await app.stop();
    // The look begins right after the start: some of these moments lie in the middle of it.
    for (let moment = 0; moment < 10; moment += 1) {
      const again = await startTestApp({}, { folders: app.folders });
      await sleep(moment * 8);
      await again.stop();
      expect(again.log.join('')).not.toContain('unreachable');
    }
  });
});

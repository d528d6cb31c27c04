import { describe, expect, it } from 'vitest';
import { startWithFolders } from '../helpers/with-video.ts';
import { startTestApp } from '../helpers/start-app.ts';

describe('a stop in the middle of a look', () => {
  it('is no failure of the source folder', async () => {
    const { app } = await startWithFolders(['one']);
    await app.stop();
    for (let i = 0; i < 3; i += 1) {
      const again = await startTestApp({}, { folders: app.folders });
      await again.stop();
      expect(again.log.join('')).not.toContain('unreachable');
    }
  });
});

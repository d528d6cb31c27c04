import { describe, expect, it } from 'vitest';
import { EngineCheck } from '../../src/health/engine-check.ts';
import { HealthMonitor } from '../../src/health/health-monitor.ts';
import { NoticeBoard } from '../../src/health/notice-board.ts';
import { OutputCheck } from '../../src/health/output-check.ts';
import { ProgramCheck } from '../../src/health/program-check.ts';
import { createEmitter } from '../../src/lib/emitter.ts';
import { type Files, localFiles } from '../../src/lib/files.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import { optionsSchema } from '../../src/options/catalogue.ts';
import { createLiveOptions } from '../../src/options/live-options.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import type { TimelapseEvents } from '../../src/timelapses/timelapse-events.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { cleanUp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { watchFfprobe } from '../helpers/watched-ffprobe.ts';

/** A health monitor with a clock of its own. */
function start(strategy: 'separate' | 'same' = 'separate') {
  const clock = new FakeClock();
  const options = createLiveOptions(optionsSchema.parse({ timelapse_output_strategy: strategy }), () => {});
  const emitter = createEmitter<TimelapseEvents>(() => {});
  const asked: string[] = [];
  let judged = 0;
  const files: Files = {
    ...localFiles,
    checkWritable: async (folder) => {
      asked.push(folder);
      throw Object.assign(new Error('it is not there'), { code: 'ENOENT' });
    },
  };
  const engine = new EngineCheck({ options, files });
  const checks = [new ProgramCheck(), new OutputCheck({ options, files })];
  const notices = new NoticeBoard();
  notices.add(engine, ...checks);
  const health = new HealthMonitor({
    options,
    emitter,
    clock,
    logger: createLoggers({ level: 'fatal' }).app,
    version: '1',
    notices,
    engine,
    checks,
    isOff: () => false,
    homeAssistant: () => null,
    archive: () => ({ folder: null, away: [] }),
    offers: () => [],
  });
  emitter.on('system.changed', () => {
    judged += 1;
  });
  health.start();
  cleanUp(() => health.stop());
  return { health, clock, options, emitter, asked, judged: () => judged };
}

describe('ffmpeg and ffprobe', () => {
  it('are started at the start, at a change and after a failure, and never by the clock [1.25]', async () => {
    const calls = await watchFfprobe();
    const { clock, options, emitter, asked } = start();
    const checkedTimes = (times: number) => waitFor(`check ${times}`, () => asked.length === times);
    await checkedTimes(1);
    for (let minute = 2; minute <= 5; minute += 1) {
      await waitFor('the wait for the next check', () => clock.isWaiting);
      clock.advance(60_000);
      await checkedTimes(minute);
    }
    expect(await calls()).toHaveLength(1);
    options.replace({ ...options.current, min_frames: 9 });
    await waitFor('another start', async () => (await calls()).length === 2);
    await checkedTimes(6);
    emitter.emit('timelapse.failed', {} as Timelapse);
    await waitFor('another start', async () => (await calls()).length === 3);
  });
});

describe('the output folder', () => {
  it('is not checked where videos go beside their pictures [1.25]', async () => {
    const { health, asked, judged } = start('same');
    await waitFor('a check', () => judged() > 0);
    expect(asked).toEqual([]);
    expect(health.read().checks.output).toBe('ok');
  });
});

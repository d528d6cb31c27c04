import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { availableMemory } from '../../../src/engine/run/available-memory.ts';
import { EngineFailure } from '../../../src/engine/run/failure.ts';
import { leaveOutTooLarge, planMemory } from '../../../src/engine/output/memory-plan.ts';
import { readSettings } from '../../../src/engine/run/settings.ts';
import { scratchFolder } from '../helpers.ts';

const HD = { width: 1920, height: 1080 };
const MB = 1e6;

const plan = (megabytes: number | undefined, env: Record<string, string> = {}, video = HD, cores = 4) =>
  planMemory(readSettings(env), video, [video], megabytes === undefined ? undefined : megabytes * MB, cores);

describe('the encoder', () => {
  it('is let alone where there is memory, or where nobody knows', () => {
    expect(plan(4000)).toEqual({ threads: undefined, lookahead: undefined });
    expect(plan(undefined)).toEqual({ threads: undefined, lookahead: undefined });
  });

  it('looks ahead less before it loses threads, and loses them before it looks ahead no more', () => {
    expect(plan(660)).toEqual({ threads: undefined, lookahead: 10 });
    expect(plan(560)).toEqual({ threads: 2, lookahead: 10 });
    expect(plan(480)).toEqual({ threads: 1, lookahead: 10 });
    expect(plan(400)).toEqual({ threads: 1, lookahead: 0 });
  });

  it('is held back sooner by a slower preset, a larger video and more cores', () => {
    expect(plan(800)).toEqual({ threads: undefined, lookahead: undefined });
    expect(plan(800, { TIMELAPSE_PRESET: 'slow' }).lookahead).toBe(10);
    expect(plan(800, {}, { width: 3840, height: 2160 }).threads).toBe(1);
    expect(plan(800, {}, HD, 16).lookahead).toBe(10);
  });

  it('never gets more threads than were asked for', () => {
    expect(plan(4000, { TIMELAPSE_THREADS: '1' })).toEqual({ threads: 1, lookahead: undefined });
    expect(plan(400, { TIMELAPSE_THREADS: '1' })).toEqual({ threads: 1, lookahead: 0 });
  });

  it('is not even started where there is no hope, and the sentence says what to do', () => {
    expect(() => plan(150)).toThrow(EngineFailure);
    expect(() => plan(150)).toThrow(/ENOMEM.*1920x1080.*150 MB are free.*TIMELAPSE_MAX_HEIGHT/);
  });
});

describe('a picture too large for the memory', () => {
  const pictures = (...sides: number[]) =>
    sides.map((side, i) => ({
      name: `${i}.png`,
      path: `/${i}.png`,
      modifiedAt: 0,
      size: 1,
      kind: { codec: 'png' as const, width: side, height: side, orientation: 1, alpha: false },
    }));
  const one = pictures(500, 500, 500, 500, 500, 500, 10_000);

  it('is left out with the reason, where it is one of many [1.17]', () => {
    const { pictures: left, dropped } = leaveOutTooLarge(one, 1000 * MB);
    expect(left).toEqual(one.slice(0, -1));
    expect(dropped).toEqual([{ name: '6.png', reason: expect.stringMatching(/600 MB.*1000 MB.*free/) }]);
  });

  it('stays where there is memory, nobody knows, or most are like it [1.17]', () => {
    expect(leaveOutTooLarge(one, 4000 * MB)).toEqual({ pictures: one, dropped: [] });
    expect(leaveOutTooLarge(one, undefined)).toEqual({ pictures: one, dropped: [] });
    const all = pictures(10_000, 10_000);
    expect(leaveOutTooLarge(all, 1000 * MB)).toEqual({ pictures: all, dropped: [] });
  });
});

describe('the memory there is', () => {
  function system(files: Record<string, string>): string {
    const root = scratchFolder();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return root;
  }
  const meminfo = 'MemTotal: 8000000 kB\nMemFree: 100000 kB\nMemAvailable: 4000000 kB\n';

  it('is what the system has to give', () => {
    expect(availableMemory(system({ 'proc/meminfo': meminfo }))).toBe(4_096_000_000);
  });

  it('is what a control group of version 2 around the process leaves, files kept in memory not counted', () => {
    const root = system({
      'proc/meminfo': meminfo,
      'proc/self/cgroup': '0::/docker/abc\n',
      'sys/fs/cgroup/docker/memory.max': '1000000000\n',
      'sys/fs/cgroup/docker/memory.current': '700000000\n',
      'sys/fs/cgroup/docker/memory.stat': 'anon 1\ninactive_file 300000000\n',
      'sys/fs/cgroup/docker/abc/memory.max': 'max\n',
    });
    expect(availableMemory(root)).toBe(600_000_000);
  });

  it('is what a container sees of its limit, whatever its path is outside', () => {
    const root = system({
      'proc/meminfo': meminfo,
      'proc/self/cgroup': '5:cpu,cpuacct:/a\n4:memory:/docker/abc\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '500000000\n',
      'sys/fs/cgroup/memory/memory.usage_in_bytes': '100000000\n',
    });
    expect(availableMemory(root)).toBe(400_000_000);
  });

  it('is not limited by the number version 1 writes for none', () => {
    const root = system({
      'proc/meminfo': meminfo,
      'proc/self/cgroup': '4:memory:/\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
    });
    expect(availableMemory(root)).toBe(4_096_000_000);
  });

  it('is not known where the system does not say', () => {
    expect(availableMemory(system({}))).toBeUndefined();
  });
});

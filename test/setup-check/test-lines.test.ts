import { describe, expect, it } from 'vitest';
import type { FoundEngine } from '../../src/queue/engine-lookup.ts';
import { engineLine, mediaLine, outputLine, spaceLine } from '../../src/setup-check/test-lines.ts';
import type { TestFinding } from '../../src/shared/settings.ts';
import type { TriedProgram } from '../../src/setup-check/try-programs.ts';

const ran: TriedProgram = { exitCode: 2, signal: null, startError: null, firstLine: '', timedOut: false };
const DEFAULT = '/usr/local/bin/do_timelapse.sh';
const bundled: FoundEngine = {
  path: '/app/do_timelapse.sh',
  why: 'this is the bundled engine',
  code: 'bundled',
};
const own: FoundEngine = { path: '/opt/mine.sh', why: 'found at the configured path', code: 'configured' };

describe('the line of the engine', () => {
  type Case = [
    string,
    string,
    FoundEngine | undefined,
    TriedProgram | 'not_saved' | null,
    TestFinding['code'],
    boolean,
  ];
  const none: FoundEngine = { path: null, code: 'engine_not_executable', why: 'none' };
  const notStarted = (code: string): TriedProgram => ({
    ...ran,
    exitCode: null,
    startError: Object.assign(new Error('no'), { code }),
  });

  it.each<Case>([
    ['the bundled one says how it is used', DEFAULT, bundled, ran, 'engine_bundled', true],
    [
      'the bundled one ends otherwise',
      DEFAULT,
      bundled,
      { ...ran, exitCode: 1, firstLine: 'oh' },
      'engine_broken',
      false,
    ],
    [
      'the bundled one does not end',
      DEFAULT,
      bundled,
      { ...ran, exitCode: null, timedOut: true },
      'engine_endless',
      false,
    ],
    [
      'one of the user starts, however it ends',
      '/opt/mine.sh',
      own,
      { ...ran, exitCode: 127 },
      'engine_configured',
      true,
    ],
    [
      'one of the user is killed',
      '/opt/mine.sh',
      own,
      { ...ran, exitCode: null, signal: 'SIGKILL' },
      'engine_configured',
      true,
    ],
    [
      'the bundled one stands in for another',
      '/opt/gone.sh',
      { ...bundled, code: 'bundled_instead' },
      ran,
      'engine_bundled_instead',
      false,
    ],
    [
      'one at a usual place stands in for the default',
      DEFAULT,
      { ...own, code: 'elsewhere' },
      ran,
      'engine_elsewhere',
      true,
    ],
    ['it was not looked for in time', DEFAULT, undefined, null, 'engine_no_answer', false],
    ['it is not saved', '/opt/mine.sh', own, 'not_saved', 'engine_not_saved', true],
    [
      'the bundled one would stand in for one that is not saved',
      '/opt/gone.sh',
      { ...bundled, code: 'bundled_instead' },
      'not_saved',
      'engine_bundled_instead',
      false,
    ],
    ['none was found', DEFAULT, none, null, 'engine_not_executable', false],
    [
      'its interpreter is missing',
      '/opt/mine.sh',
      own,
      notStarted('ENOENT'),
      'engine_without_interpreter',
      false,
    ],
    ['it cannot be started', '/opt/mine.sh', own, notStarted('EACCES'), 'engine_not_startable', false],
  ])('when %s', (_how, configured, found, tried, code, ok) => {
    const line = engineLine(configured, found, tried);
    expect(line.ok, line.message).toBe(ok);
    expect(line.remedy === null).toBe(ok);
    expect(line.findings.map((finding) => finding.code)).toEqual([code]);
  });
});

describe('the lines of output and space', () => {
  it('name the folder that cannot be written to', () => {
    const problem = { ok: false as const, code: 'EROFS', message: 'read-only' };
    const line = outputLine(
      ['/out', '/in'],
      [
        { path: '/out', problem: null, space: null },
        { path: '/in', problem, space: null },
      ],
    );
    expect(line).toMatchObject({ ok: false, message: '"/in" is not writable: read-only.' });
    expect(line.findings).toEqual([
      { code: 'output_not_writable', facts: { path: '/in', cause: 'EROFS', reason: 'read-only' } },
    ]);
  });

  it('name every folder when none answers', () => {
    const silent = outputLine(['/out', '/in'], undefined).findings;
    expect(silent.map(({ facts }) => facts)).toMatchObject([
      { path: '/out', cause: 'no_answer' },
      { path: '/in', cause: 'no_answer' },
    ]);
  });

  it.each([
    [{ freeBytes: 20e9, totalBytes: 100e9 }, true],
    [{ freeBytes: 1.1e9, totalBytes: 100e9 }, true],
    [{ freeBytes: 0.9e9, totalBytes: 100e9 }, false],
    [{ freeBytes: 0.2e9, totalBytes: 2e9 }, true],
    [{ freeBytes: 0.05e9, totalBytes: 2e9 }, false],
    [null, false],
  ])('ask for what renders keep free: %j', (space, ok) => {
    expect(spaceLine([{ path: '/out', problem: null, space }]).ok).toBe(ok);
  });
});

describe('the line of the Media panel', () => {
  it.each([
    ['none', undefined, true],
    ['unwanted', undefined, true],
    ['direct', undefined, true],
    ['by_link', 'linked', true],
    ['by_link', 'elsewhere', false],
    ['by_link', 'missing', false],
    ['by_link', undefined, false],
  ] as const)('%s, link %j', (panel, link, ok) => {
    const line = mediaLine(panel, link);
    expect(line.ok).toBe(ok);
    expect(line.findings).toEqual([
      { code: `media_${panel === 'by_link' ? (link ?? 'missing') : panel}`, facts: {} },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { createLoggers, type LogLevel } from '../../src/lib/logger.ts';

/** Loggers of a level, and the lines they wrote. */
function start(level: LogLevel, json = false) {
  const lines: string[] = [];
  return { lines, loggers: createLoggers({ level, json, write: (line) => lines.push(line) }) };
}

describe('a line of the log', () => {
  it('reads like those of Home Assistant: time, level, part, text, details', () => {
    const { lines, loggers } = start('info');
    loggers.queue.info({ id: 'a1', folder: 'Größe "XL"' }, 'video finished');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\[\d\d:\d\d:\d\d\] INFO: \(queue\) video finished id="a1" folder="Größe \\"XL\\""\n$/,
    );
  });

  it('has the message of an error, without its stack', () => {
    const { lines, loggers } = start('info');
    loggers.app.error({ err: new Error('no such thing') }, 'failed');
    expect(lines[0]).toMatch(/ERROR: \(app\) failed error="no such thing"\n$/);
  });

  it('is one line, whatever a name holds', () => {
    const { lines, loggers } = start('info');
    loggers.watcher.warn({ folder: 'a\nb' }, 'two\r\n[12:00:00] ERROR: (app) forged');
    expect(lines[0]!.trimEnd()).not.toMatch(/[\r\n]/);
  });

  it('is JSON when asked for', () => {
    const { lines, loggers } = start('info', true);
    loggers.db.warn({ id: 7 }, 'hello');
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, subsystem: 'db', id: 7, msg: 'hello' });
  });
});

describe('the level of the log', () => {
  it.each([
    ['trace', 6],
    ['debug', 5],
    ['info', 4],
    ['notice', 4],
    ['warning', 3],
    ['error', 2],
    ['fatal', 1],
  ] as const)('%s lets %d of the six kinds through', (level, count) => {
    const { lines, loggers } = start(level);
    for (const kind of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) loggers.http[kind]('x');
    expect(lines).toHaveLength(count);
  });

  it('can be changed while the app runs, for every part', () => {
    const { lines, loggers } = start('error');
    loggers.setLevel('debug');
    for (const part of ['app', 'watcher', 'queue', 'http', 'live', 'db'] as const) loggers[part].debug('x');
    expect(lines).toHaveLength(6);
  });
});

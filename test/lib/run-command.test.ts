import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_LINE } from '../../src/lib/line-splitter.ts';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { type CommandSpec, RUN_ID_VARIABLE, runCommand } from '../../src/lib/run-command.ts';
import { takeTurns } from '../../src/lib/take-turns.ts';
import { engine, makeFolders } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** Runs a program, collecting its lines. */
function start(spec: Partial<CommandSpec>) {
  const runId = randomUUID();
  const out: string[] = [];
  const err: string[] = [];
  const command = runCommand({
    program: '/bin/sh',
    args: [],
    runId,
    onStdoutLine: (line) => out.push(line),
    onStderrLine: (line) => err.push(line),
    ...spec,
  });
  return { command, out, err, living: () => findProcessesByEnv(RUN_ID_VARIABLE, runId) };
}

/** The same with a line of shell. */
function shell(script: string, spec: Partial<CommandSpec> = {}) {
  return start({ args: ['-c', script], ...spec });
}

describe('a program', () => {
  it('reports its lines by stream and its exit code', async () => {
    const { command, out, err } = shell('echo one; echo two >&2; printf three; exit 7');
    expect(await command.ended).toEqual({ exitCode: 7, signal: null, startError: null });
    expect({ out, err }).toEqual({ out: ['one', 'three'], err: ['two'] });
  });

  it('gets its arguments as they are, past every shell', async () => {
    const args = ['a b', '$HOME', '`id`', "it's", '"', '*', ';', '', 'ü🖨'];
    const { command, out } = start({ program: '/usr/bin/printf', args: ['<%s>\n', ...args] });
    await command.ended;
    expect(out).toEqual(args.map((argument) => `<${argument}>`));
  });

  it('inherits our environment, without what sounds like a secret [1.24]', async () => {
    const secrets = [
      'SUPERVISOR_TOKEN',
      'HASSIO_TOKEN',
      'MQTT_PASSWORD',
      'aws_secret_access_key',
      'MY_API_KEY',
    ];
    for (const name of secrets) process.env[name] = 'sesame';
    process.env.TIMELAPSE_TEST_INHERITED = 'yes';
    const { command, out } = shell('env', { env: { OWN: 'x y' } });
    await command.ended;
    for (const name of secrets) delete process.env[name];
    delete process.env.TIMELAPSE_TEST_INHERITED;
    expect(out).toContain('OWN=x y');
    expect(out).toContain('TIMELAPSE_TEST_INHERITED=yes');
    expect(out.filter((line) => /sesame|NODE_OPTIONS/.test(line))).toEqual([]);
  });

  it('runs at a lower priority when asked to', async () => {
    const { command, out } = shell('sleep 0.2; nice', { niceness: 15 });
    await command.ended;
    expect(out).toEqual(['15']);
  });

  it('that is not there is reported, not thrown', async () => {
    const { command } = start({ program: '/nowhere/at-all' });
    expect(await command.ended).toMatchObject({ exitCode: null, startError: { code: 'ENOENT' } });
    await command.stop(100);
  });

  it('that may not be run is reported', async () => {
    const path = join((await makeFolders()).data, 'not-executable.sh');
    await writeFile(path, '#!/bin/sh\nexit 0\n');
    await chmod(path, 0o644);
    const { command } = start({ program: path });
    expect((await command.ended).startError?.code).toBe('EACCES');
  });

  it('ended by a signal is reported with it', async () => {
    const { command } = shell('kill -9 $$');
    expect(await command.ended).toEqual({ exitCode: null, signal: 'SIGKILL', startError: null });
  });

  it('may print megabytes: each piece is handed on, none is kept', async () => {
    let bytes = 0;
    const lines: string[] = [];
    const { command } = shell('head -c 20000000 /dev/zero | tr "\\0" x; echo; echo done', {
      onOutput: (chunk) => {
        bytes += chunk.length;
      },
      onStdoutLine: (line) => lines.push(line),
    });
    await command.ended;
    expect(bytes).toBe(20_000_006);
    expect(lines.map((line) => line.length)).toEqual([MAX_LINE, 4]);
  });
});

describe('the process tree of a program', () => {
  it('is ended with TERM, and gets it first', async () => {
    const { command, out, living } = shell(
      'trap "echo bye; exit 3" TERM; echo up; while :; do sleep 0.05; done',
    );
    await waitFor('the program to be up', () => out.includes('up'));
    await command.stop(10_000);
    expect(await command.ended).toEqual({ exitCode: 3, signal: null, startError: null });
    expect(out).toEqual(['up', 'bye']);
    expect(await living()).toEqual([]);
  });

  it('is ended with KILL where TERM is ignored, even in a session of its own', async () => {
    const { command, out, living } = start({ program: engine('ignore-term.sh'), args: ['a', 'b'] });
    await waitFor('the program and its child', async () => out.length > 0 && (await living()).length >= 2);
    await command.stop(300);
    expect(await command.ended).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(await living()).toEqual([]);
  });

  it('is ended as a whole when its leader ends on its own', async () => {
    const { command, out, living } = shell('setsid sh -c "echo child; exec sleep 300" & sleep 0.3; exit 4');
    await waitFor('the child', () => out.includes('child'));
    expect(await command.ended).toMatchObject({ exitCode: 4 });
    expect(await living()).toEqual([]);
  });

  it('is ended though a child that left its group has dropped its output', async () => {
    const marker = join((await makeFolders()).data, 'up');
    const script = `setsid sh -c ': > ${marker}; exec sleep 300' >/dev/null 2>&1 & wait`;
    const { command, living } = shell(script);
    await waitFor('the child', async () => existsSync(marker) && (await living()).length >= 2);
    await command.stop(5000);
    expect(await living()).toEqual([]);
    await command.ended;
  });

  it('may be ended twice, and after its end', async () => {
    const { command } = shell('sleep 300');
    await Promise.all([command.stop(1000), command.stop(1000)]);
    expect(await command.ended).toMatchObject({ signal: 'SIGTERM' });
    await command.stop(1000);
  });

  it('leaves a program of another run alone', async () => {
    const one = shell('sleep 300');
    const two = shell('sleep 300');
    await waitFor('both', async () => (await one.living()).length > 0 && (await two.living()).length > 0);
    await one.command.stop(1000);
    expect(await two.living()).not.toEqual([]);
    await two.command.stop(1000);
  });
});

describe('output of a leader that left children', () => {
  it('is whole, and its end is not waited for', async () => {
    const { command, out } = shell('(sleep 300; echo never) & echo one; echo two');
    await command.ended;
    expect(out).toEqual(['one', 'two']);
  });
});

/** `T` = stopped. Source: proc(5), `stat`. */
async function stateOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '';
}

describe('a program that takes turns', () => {
  function counting() {
    const started = shell('while :; do echo .; sleep 0.01; done');
    const over = new AbortController();
    return { ...started, over };
  }

  it('stands still in between, and runs on once that is over', async () => {
    const { command, out, over, living } = counting();
    await waitFor('it to run', () => out.length > 0);
    let part = 0;
    void takeTurns(command, () => part, over.signal);
    await waitFor('it to stand still', async () => {
      const ids = await living();
      const states = await Promise.all(ids.map(stateOf));
      return states.length > 0 && states.every((state) => state === 'T');
    });
    const before = out.length;
    part = 1;
    await waitFor('it to run again', () => out.length > before);
    over.abort();
    const then = out.length;
    await waitFor('it to run on', () => out.length > then);
    await command.stop(1000);
  });

  it('ends at once, also while it stands still', async () => {
    const { command, out, living } = counting();
    await waitFor('it to run', () => out.length > 0);
    command.pause();
    await command.stop(60_000);
    expect((await command.ended).signal).toBe('SIGTERM');
    expect(await living()).toEqual([]);
  });
});

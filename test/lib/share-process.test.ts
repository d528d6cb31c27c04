import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ShareProcess } from '../../src/lib/share-process.ts';
import { makeFolders } from '../helpers/start-app.ts';

const NODE = process.execPath;

afterEach(() => {
  process.execPath = NODE;
});

/** Starts a program of these lines. @returns what it has sent, and the process */
async function start(lines: string, silenceMs?: number) {
  const program = join((await makeFolders()).data, 'program.mjs');
  await writeFile(program, lines);
  const reported: unknown[] = [];
  const onMessage = (message: unknown) => reported.push(message);
  return { reported, child: new ShareProcess({ program, onMessage, ...(silenceMs ? { silenceMs } : {}) }) };
}

const ECHO = `process.on('message', (m) => process.send(m, () => m === 'last' && process.disconnect()));`;

describe('a process for calls on a share', () => {
  it('is read to its end', async () => {
    const { reported, child } = await start(ECHO);
    for (const message of ['first', { bytes: Buffer.from('x') }, 'last']) child.send(message);
    expect(await child.ended).toEqual({ how: 'finished' });
    await child.gone;
    expect(reported).toEqual(['first', { bytes: expect.any(Uint8Array) }, 'last']);
  });

  it('that says nothing is given up, and is gone', async () => {
    const { child } = await start('setInterval(() => {}, 1000);', 300);
    expect(await child.ended).toMatchObject({ how: 'given_up', code: 'ETIMEDOUT' });
    await child.gone;
  });

  it('that breaks says so', async () => {
    const { child } = await start('process.exit(3);');
    expect(await child.ended).toMatchObject({ how: 'failed', reason: 'it ended unexpectedly (3)' });
    await child.gone;
  });

  it('whose program is away has failed, whatever it is sent [1.3]', async () => {
    process.execPath = '/no/such/node';
    const { child: refused } = await start(ECHO);
    for (let time = 0; time < 3; time += 1) refused.send('anyone?');
    expect(await refused.ended).toMatchObject({ how: 'failed', code: 'ENOENT' });
    await refused.gone;
    refused.send('still?');
    refused.giveUp('nobody');
    // An error that nobody hears would come before that of a later call, and end the test.
    const { child: later } = await start(ECHO);
    await later.gone;
  });
});

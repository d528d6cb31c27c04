import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ShareCalls } from '../../src/lib/share-calls.ts';
import { makeShare } from '../helpers/dead-share.ts';
import { makeFolders } from '../helpers/start-app.ts';

const NO_ANSWER = expect.objectContaining({ code: 'ETIMEDOUT' });

describe('calls on a share', () => {
  it('are answered, with what they bring or throw', async () => {
    const shares = new ShareCalls(10_000);
    const asked = Array.from({ length: 20 }, (_, index) => shares.ask(`/${index % 3}`, async () => index));
    expect(await Promise.all(asked)).toEqual([...asked.keys()]);
    await expect(shares.ask('/0', () => Promise.reject(new Error('not there')))).rejects.toThrow('not there');
    expect(await shares.ask('/0', async () => 'here')).toBe('here');
  });

  it('of one folder are made one at a time', async () => {
    const shares = new ShareCalls(10_000);
    let underWay = 0;
    const call = async (): Promise<number> => {
      underWay += 1;
      await new Promise(setImmediate);
      underWay -= 1;
      return underWay;
    };
    const asked = Array.from({ length: 5 }, () => shares.ask('/videos', call));
    expect(await Promise.all(asked)).toEqual([0, 0, 0, 0, 0]);
  });

  it('that hang keep no one waiting, and leave threads for others', async () => {
    const { data, source, output } = await makeFolders();
    const [one, other] = [makeShare(source), makeShare(output)];
    const shares = new ShareCalls(300);
    for (const share of [one, other]) share.die();
    const asked = [one, one, one, other, other, other].map((share) =>
      shares.ask(share === one ? source : output, share.call).catch((error: unknown) => error),
    );
    for (const answer of await Promise.all(asked)) expect(answer).toEqual(NO_ANSWER);
    let made = false;
    await expect(
      shares.ask(data, async () => {
        made = true;
      }),
    ).rejects.toEqual(NO_ANSWER);
    expect(made).toBe(false);
    expect(await readFile(import.meta.filename, 'utf8')).toContain('leave threads');
    one.comeBack();
    await expect.poll(() => shares.ask(source, async () => 'back').catch(() => null)).toBe('back');
    await expect(shares.ask(output, other.call)).rejects.toEqual(NO_ANSWER);
  });
});

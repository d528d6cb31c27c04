import { expect, it } from 'vitest';
import { SharedQueue } from '../../src/previews/shared-queue.ts';

const FOREVER = new AbortController().signal;

/** Work that ends when told to, and counts how often it began. */
function makeWork<T>(result: T) {
  const gate = Promise.withResolvers<T>();
  const work = {
    begun: 0,
    end: () => gate.resolve(result),
    run: () => {
      work.begun += 1;
      return gate.promise;
    },
  };
  return work;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('does one after another, and begins the next as wide as it then may', async () => {
  let width = 1;
  const queue = new SharedQueue(() => width);
  const works = ['a', 'b', 'c'].map(makeWork);
  const asked = works.map((work, index) => queue.ask(String(index), FOREVER, work.run));
  await turn();
  expect(works.map(({ begun }) => begun)).toEqual([1, 0, 0]);
  width = 2;
  works[0]!.end();
  await asked[0];
  await turn();
  expect(works.map(({ begun }) => begun)).toEqual([1, 1, 1]);
  for (const work of works) work.end();
  expect(await Promise.all(asked)).toEqual(['a', 'b', 'c']);
});

it('begins again for one who asks after the end, also after a failure', async () => {
  const queue = new SharedQueue();
  await expect(queue.ask('key', FOREVER, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue.ask('key', FOREVER, () => Promise.resolve('yes'))).toBe('yes');
  expect(await queue.ask('key', FOREVER, () => Promise.resolve('again'))).toBe('again');
});

it('lets go of what waits only when the last one has gone away', async () => {
  const queue = new SharedQueue();
  const first = makeWork('first');
  const second = makeWork('second');
  const running = queue.ask('first', FOREVER, first.run);
  const [goes, goesToo] = [new AbortController(), new AbortController()];
  const gone = queue.ask('second', goes.signal, second.run);
  const goneToo = queue.ask('second', goesToo.signal, second.run);
  goes.abort();
  await expect(gone).rejects.toThrow('aborted');
  const stays = queue.ask('second', FOREVER, second.run);
  goesToo.abort();
  await expect(goneToo).rejects.toThrow('aborted');
  first.end();
  second.end();
  expect(await Promise.all([running, stays])).toEqual(['first', 'second']);
  expect(second.begun).toBe(1);
});

it('finishes what has begun for one who comes back', async () => {
  const queue = new SharedQueue();
  const work = makeWork('done');
  const goes = new AbortController();
  const gone = queue.ask('key', goes.signal, work.run);
  await turn();
  goes.abort();
  await expect(gone).rejects.toThrow('aborted');
  const back = queue.ask('key', FOREVER, work.run);
  work.end();
  expect(await back).toBe('done');
  expect(work.begun).toBe(1);
});

it('asks nothing for one who has gone already', async () => {
  const queue = new SharedQueue();
  const work = makeWork('done');
  await expect(queue.ask('key', AbortSignal.abort(), work.run)).rejects.toThrow('aborted');
  expect(work.begun).toBe(0);
});

it('gives up what waits and ends what runs when it is cleared', async () => {
  const queue = new SharedQueue();
  const works = ['a', 'b'].map(makeWork);
  const [running, waiting] = works.map((work, index) => queue.ask(String(index), FOREVER, work.run));
  await turn();
  const cleared = queue.clear();
  await expect(waiting).rejects.toThrow('cleared');
  works[0]!.end();
  await cleared;
  expect(await running).toBe('a');
  expect(works[1]!.begun).toBe(0);
});

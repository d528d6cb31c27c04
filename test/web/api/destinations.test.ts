import { afterEach, expect, it, vi } from 'vitest';
import { DestinationCollection } from '../../../web/api/uploads.ts';
import { until } from '../until.ts';

afterEach(() => vi.unstubAllGlobals());

it('however many ask while the destinations are read, they are read once more', async () => {
  const answers: ((destinations: unknown[]) => void)[] = [];
  vi.stubGlobal('fetch', () => new Promise((resolve) => answers.push((all) => resolve(Response.json(all)))));
  const destinations = new DestinationCollection();
  const first = destinations.read();
  await until(() => expect(answers).toHaveLength(1));
  const others = [destinations.read(), destinations.read(), destinations.read()];
  answers[0]!([]);
  await first;
  await until(() => expect(answers).toHaveLength(2));
  answers[1]!([{ id: 'a' }]);
  await Promise.all(others);
  expect(answers).toHaveLength(2);
  expect(destinations.all.state).toEqual([{ id: 'a' }]);
});

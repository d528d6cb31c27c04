import { afterEach, describe, expect, it, vi } from 'vitest';
import { api, ApiError, readLog, readPart } from '../../../web/api/client.ts';

/** Answers every request with this. @returns what was asked */
function answer(response: () => Response): [method: string, url: string, body: unknown][] {
  const asked: [string, string, unknown][] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push([init.method!, url, init.body === undefined ? undefined : JSON.parse(String(init.body))]);
    return response();
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  it('sends each call as its endpoint is declared, and gives its answer [2.2]', async () => {
    const asked = answer(() => Response.json({ id: 'a' }));
    expect(await api.pinTimelapse({ params: { id: 'a' }, body: { pinned: true } })).toEqual({ id: 'a' });
    await api.pinTimelapse({ params: { id: 'a' } });
    await api.getQueue();
    await api.listEntities({ query: { domain: ['sensor', 'light'] } });
    expect(asked).toEqual([
      ['PATCH', './api/v1/timelapses/a/pin', { pinned: true }],
      ['PATCH', './api/v1/timelapses/a/pin', undefined],
      ['GET', './api/v1/queue', undefined],
      ['GET', './api/v1/settings/entities?domain=sensor&domain=light', undefined],
    ]);
  });

  it('gives nothing where nothing is answered, and a text where it is one [2.2]', async () => {
    answer(() => new Response(null, { status: 204 }));
    expect(await api.deleteTimelapse({ params: { id: 'a' } })).toBeUndefined();
    answer(() => new Response('frame=1'));
    expect(await readLog('a')).toBe('frame=1');
  });

  it('says how many there are of a list [2.2]', async () => {
    answer(() => Response.json([{ id: 'a' }], { headers: { 'X-Total-Count': '70' } }));
    const part = await readPart('listIgnored', { limit: 1, offset: 3 });
    expect(part).toEqual({ items: [{ id: 'a' }], total: 70 });
    answer(() => Response.json([{ id: 'a' }]));
    expect((await readPart('listIgnored', {})).total).toBe(1);
  });

  it('throws what the server says is wrong, or that it does not answer [2.2]', async () => {
    const error = { code: 'not_found', message: 'Gone.', remedy: null, detail: null };
    answer(() => Response.json({ error }, { status: 404 }));
    await expect(api.getTimelapse({ params: { id: 'a' } })).rejects.toMatchObject({
      status: 404,
      code: 'not_found',
      message: 'Gone.',
    });
    answer(() => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
    await expect(readPart('listTimelapses', {})).rejects.toMatchObject({ code: 'http_502' });
    answer(() => {
      throw new TypeError('Failed to fetch');
    });
    const failure = await api.getHealth().catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('takes nothing that does not fit the contract [2.2]', () => {
    // The compiler is who checks it, so nothing is sent.
    const misuse = async (): Promise<void> => {
      // @ts-expect-error no such endpoint
      await api.getNothing();
      // @ts-expect-error a file is no JSON
      await api.getVideo({ params: { id: 'a' } });
      // @ts-expect-error its id is missing
      await api.getTimelapse();
      // @ts-expect-error a number is no id
      await api.getTimelapse({ params: { id: 1 } });
      // @ts-expect-error the body is missing
      await api.bulkDelete({});
      // @ts-expect-error no such parameter
      await api.listJobs({ query: { text: 'a' } });
      // @ts-expect-error no such field
      (await api.getQueue()).processing;
      // @ts-expect-error it is no list
      await readPart('getStats', {});
    };
    expect(misuse).toBeDefined();
  });
});

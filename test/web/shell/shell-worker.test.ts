import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// A script without exports is no module to the compiler.
const WORKER = '../../../web/shell/shell-worker.ts' as string;
const ORIGIN = 'http://printer.local';
const PAGE = `${ORIGIN}/`;
const html = (...files: string[]): string =>
  files.map((file) => `<script src="./${file}"></script>`).join('');

interface Asked {
  request: Request;
  data: readonly string[];
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

let served: Map<string, Response>;
let kept: Map<string, Response>;
/** The files of a page are kept only then. */
let held: Promise<void> | undefined;
let isAsked: PromiseWithResolvers<void>;
let listeners: Map<string, (event: Asked) => void>;

/** What the browser does with an event, once all of it is done. */
async function send(type: string, url = PAGE, data: readonly string[] = []): Promise<Response | undefined> {
  const works: Promise<unknown>[] = [];
  let answer: Promise<Response> | undefined;
  listeners.get(type)!({
    request: new Request(url),
    data,
    waitUntil: (work) => works.push(work),
    respondWith: (given) => {
      answer = given;
    },
  });
  const answered = await answer;
  await Promise.all(works);
  return answered;
}

const read = async (url: string): Promise<string | undefined> => (await send('fetch', url))?.text();
const names = (): string[] => [...kept.keys()].map((url) => url.slice(PAGE.length)).sort();

beforeEach(async () => {
  served = new Map([
    ['', new Response(html('assets/main-1.js'))],
    ['assets/main-1.js', new Response('main')],
    ['assets/lazy-1.js', new Response('lazy')],
  ]);
  kept = new Map();
  held = undefined;
  isAsked = Promise.withResolvers();
  listeners = new Map();
  const asked = async (what: Request | string): Promise<Response> => {
    const url = typeof what === 'string' ? what : what.url;
    const answer = served.get(url.slice(PAGE.length));
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return answer.clone();
  };
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    put: async (url: string, answer: Response) => void kept.set(url, answer),
    addAll: async (urls: string[]) => {
      isAsked.resolve();
      await held;
      for (const url of urls) kept.set(url, await asked(url));
    },
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async ({ url }: { url: string }) => kept.delete(url),
  };
  vi.stubGlobal('fetch', asked);
  vi.stubGlobal('caches', { open: async () => cache, match: cache.match });
  vi.stubGlobal('location', new URL(PAGE));
  vi.stubGlobal('registration', { scope: PAGE });
  vi.stubGlobal('clients', { claim: async () => {} });
  vi.stubGlobal('skipWaiting', async () => {});
  vi.stubGlobal('addEventListener', (type: string, listener: (event: Asked) => void) =>
    listeners.set(type, listener),
  );
  vi.resetModules();
  await import(/* @vite-ignore */ WORKER);
  await send('install');
});

afterEach(() => vi.unstubAllGlobals());

describe('the worker of the page', () => {
  it('opens the kept page where the app is not reached', async () => {
    served.clear();
    expect(await read(PAGE)).toContain('main-1');
    expect(await read(`${PAGE}assets/main-1.js`)).toBe('main');
  });

  it.each([502, 503, 504])('opens the kept page where a proxy answers %i', async (status) => {
    served.set('', new Response('Bad gateway', { status }));
    expect(await read(PAGE)).toContain('main-1');
  });

  it('leaves other refusals to the browser', async () => {
    served.set('', new Response('Who are you?', { status: 401 }));
    expect(await read(PAGE)).toBe('Who are you?');
  });

  it('keeps what is loaded later, until another page is there', async () => {
    await read(`${PAGE}assets/lazy-1.js`);
    await read(PAGE);
    expect(names()).toEqual(['', 'assets/lazy-1.js', 'assets/main-1.js']);
    served.set('', new Response(html('assets/main-2.js')));
    served.set('assets/main-2.js', new Response('main'));
    await read(PAGE);
    expect(names()).toEqual(['', 'assets/main-2.js']);
  });

  it('keeps what the page loaded before it had a worker', async () => {
    await send('message', PAGE, [`${PAGE}assets/lazy-1.js`, `${PAGE}assets/gone.js`]);
    expect(names()).toEqual(['', 'assets/lazy-1.js', 'assets/main-1.js']);
  });

  it('keeps what another page loads while that is being kept', async () => {
    await read(`${PAGE}assets/lazy-1.js`);
    const main = Promise.withResolvers<void>();
    held = main.promise;
    isAsked = Promise.withResolvers();
    served.set('', new Response(html('assets/main-2.js')));
    served.set('assets/main-2.js', new Response('main'));
    served.set('assets/lazy-2.js', new Response('lazy'));
    const opened = read(PAGE);
    await isAsked.promise;
    await read(`${PAGE}assets/lazy-2.js`);
    main.resolve();
    await opened;
    expect(names()).toEqual(['', 'assets/lazy-2.js', 'assets/main-2.js']);
  });
});

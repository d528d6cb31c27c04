/* The service worker: keeps the page itself, so that it opens without the app and then says that it is missing. */

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Asked extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Named extends Waiting {
  /** URLs. */
  readonly data: readonly string[];
}

/** What of a service worker is used; its types do not go together with those of a page. */
interface Worker {
  readonly location: Location;
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void;
  addEventListener(type: 'message', listener: (event: Named) => void): void;
}

const worker = globalThis as unknown as Worker;
const CACHE = 'shell';
const PAGE = new URL('./', worker.registration.scope).href;
/** What a proxy answers while it does not reach the app. */
const UNREACHABLE: readonly number[] = [502, 503, 504];

worker.addEventListener('install', (event) => {
  event.waitUntil(keepPage(fetch(PAGE)).then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { href, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || !href.startsWith(PAGE)) return;
  const [path = ''] = href.slice(PAGE.length).split(/[?#]/, 1);
  // What the app answers is never kept.
  if (path === '') event.respondWith(openPage(event));
  else if (path.startsWith('assets/')) event.respondWith(readAsset(request.url));
});
// What the page loaded before it had a worker.
worker.addEventListener('message', (event) => event.waitUntil(Promise.allSettled(event.data.map(readAsset))));

/** The app's own page, else the one that was kept. */
async function openPage(event: Asked): Promise<Response> {
  try {
    const answer = await fetch(event.request);
    const copy = answer.clone();
    if (answer.ok) event.waitUntil(keepPage(Promise.resolve(copy)).catch(() => {}));
    if (!UNREACHABLE.includes(answer.status)) return answer;
    return (await caches.match(PAGE)) ?? answer;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Their names change with what is in them. */
async function readAsset(url: string): Promise<Response> {
  const kept = await caches.match(url);
  if (kept !== undefined) return kept;
  const answer = await fetch(url);
  if (answer.ok) await (await caches.open(CACHE)).put(url, answer.clone());
  return answer;
}

/** With all that it names; what an older one had goes. */
async function keepPage(asked: Promise<Response>): Promise<void> {
  const answer = await asked;
  const cache = await caches.open(CACHE);
  // The page loads more while it is kept.
  const earlier = await cache.keys();
  const text = await answer.clone().text();
  const before = await cache.match(PAGE);
  if ((await before?.text()) === text) return;
  const named = [...text.matchAll(/(?:src|href)="(\.\/[^"]+\.(?:js|css|svg))"/g)];
  const files = named.map(([, path]) => new URL(path!, PAGE).href);
  await cache.addAll(files);
  await cache.put(PAGE, answer);
  const known = new Set([PAGE, ...files]);
  await Promise.all(earlier.filter(({ url }) => !known.has(url)).map((request) => cache.delete(request)));
}

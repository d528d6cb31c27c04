import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveConnection } from '../../../web/api/live.ts';
import { viewer } from '../../../web/api/viewer.ts';
import type { WireCapture, WireEntity, WireHealth, WirePrinter } from '../../../web/contract.ts';
import { setLanguage } from '../../../web/i18n/language.ts';
import { type Page, providePage } from '../../../web/page/page.ts';
import '../../../web/printers/pt-printer-list.ts';
import type { PtPrinterList } from '../../../web/printers/pt-printer-list.ts';
import { Collection } from '../../../web/state/collection.ts';
import { FakeSocket } from '../api/fake-socket.ts';
import { makeCapture } from '../captures/make-capture.ts';
import { settled } from '../settled.ts';
import { makePrinter } from './make-printer.ts';

// happy-dom knows nothing of form controls that are elements of one's own.
vi.mock('@awesome.me/webawesome/dist/components/select/select.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/option/option.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/number-input/number-input.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/switch/switch.js', () => ({}));

type Answer = (body: unknown) => Response | Promise<Response>;
type Control = HTMLElement & { value: string; checked: boolean; disabled: boolean; hint: string };

const GARDEN: WireEntity = { entity_id: 'camera.garden', name: 'Garden', domain: 'camera' };

let printers: WirePrinter[];
let entities: WireEntity[];
let patch: Answer;
let picture: Answer;
let captures: Collection<readonly WireCapture[]>;
let asked: [string, unknown][];
let live: LiveConnection;
let home: { state: string } | null;

beforeEach(() => {
  printers = [makePrinter()];
  entities = [GARDEN];
  captures = new Collection<readonly WireCapture[]>([]);
  asked = [];
  home = { state: 'connected' };
  patch = (body) =>
    Response.json({ ...printers[0]!, options: { ...printers[0]!.options, ...(body as object) } });
  picture = (body) =>
    Response.json({
      ...{ camera: (body as { camera: string }).camera, took_ms: 108, size_bytes: 83_512, width: 1280 },
      ...{ height: 720, refusal: null, picture: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' },
    });
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit = {}) => {
    const path = url.split('?')[0]!;
    const sent = body === undefined ? undefined : (JSON.parse(String(body)) as unknown);
    if (method !== 'GET') asked.push([`${method} ${path.split('/').at(-1)!}`, sent]);
    if (path.endsWith('/printers')) return Response.json(printers);
    if (path.endsWith('/entities')) return Response.json(entities);
    return path.endsWith('/test-picture') ? picture(sent) : patch(sent);
  });
  live = new LiveConnection(
    () => 'ws://here/ws',
    async () => 'ok',
  );
  live.start();
});

afterEach(async () => {
  document.body.replaceChildren();
  live.stop();
  vi.unstubAllGlobals();
  viewer.update(() => ({ may_change: true, name: null }));
  await setLanguage('en');
});

async function show(): Promise<PtPrinterList> {
  const health = { home_assistant: home } as unknown as WireHealth;
  const system = { state: new Collection({ health }) };
  providePage({ live, captures: { running: captures }, system } as unknown as Page);
  const list = document.createElement('pt-printer-list');
  document.body.append(list);
  await settled();
  return list;
}

/** Everything below an element, shadow roots included. */
function all<Found extends HTMLElement = Control>(root: ParentNode, selector: string): Found[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as Found] : []),
    ...(element.shadowRoot ? all<Found>(element.shadowRoot, selector) : []),
  ]);
}
const one = (selector: string): Control => all(document, selector)[0]!;
const words = (selector: string): string[] =>
  all(document, selector).map((each) => (each.shadowRoot ?? each).textContent.replaceAll(/\s+/g, ' ').trim());

async function enter(selector: string, value: string | boolean): Promise<void> {
  const control = one(selector);
  if (typeof value === 'boolean') control.checked = value;
  else control.value = value;
  control.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
}

async function press(text: string): Promise<void> {
  all(document, 'button')
    .find((each) => each.textContent.includes(text))!
    .click();
  await settled();
}

async function openMore(): Promise<void> {
  const details = all<HTMLDetailsElement>(document, 'details')[0]!;
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
  await settled();
}

describe('a printer [5.2]', () => {
  it('has its camera chosen ahead, and a test picture of it with its size, time and age', async () => {
    await show();
    expect(asked).toEqual([['POST test-picture', { camera: 'camera.x1c' }]]);
    expect(words('pt-test-picture')[0]).toContain('1,280 × 720 pixels · 83.5 kB · took 0.11 s ·');
    expect(all<HTMLImageElement>(document, 'img')[0]!.alt).toBe('What X1C camera shows');
    await press('Take another test picture');
    expect(asked).toHaveLength(2);
  });

  it('is switched on at once', async () => {
    await show();
    await enter('header wa-switch', true);
    expect(asked.at(-1)).toEqual(['PATCH bambu_lab%3Ax1c', { capture_enabled: true }]);
    expect(one('header wa-switch').checked).toBe(true);
  });

  it('stays as it was when that fails, and says why', async () => {
    patch = () =>
      Response.json(
        { error: { code: 'disk_full', message: 'No space left.', remedy: null } },
        { status: 507 },
      );
    await show();
    await enter('header wa-switch', true);
    expect(one('header wa-switch').checked).toBe(false);
    expect(words('.line')).toEqual(['Not saved. No space left.']);
  });

  it('takes another camera, and one more', async () => {
    await show();
    await enter('pt-printer-camera wa-select, wa-select', 'camera.garden');
    expect(asked.slice(1)).toEqual([
      ['PATCH bambu_lab%3Ax1c', { cameras: ['camera.garden'] }],
      ['POST test-picture', { camera: 'camera.garden' }],
    ]);
    await press('Add a camera');
    const added = all(document, 'wa-select')[1]!;
    added.value = 'camera.x1c';
    added.dispatchEvent(new Event('change', { bubbles: true }));
    await settled();
    expect(asked.find(([, body]) => (body as { cameras?: string[] }).cameras?.length === 2)).toBeDefined();
    expect(words('.add')[0]).toContain('Each camera makes a folder and a video of its own');
    all<HTMLElement>(document, '.field .icon-button')[0]!.click();
    await settled();
    expect(asked.filter(([what]) => what.startsWith('PATCH')).at(-1)![1]).toEqual({
      cameras: ['camera.x1c'],
    });
  });

  it('says of a test picture that it would not be kept, and why there is none', async () => {
    const good = picture;
    picture = async (body) =>
      Response.json({ ...((await (await good(body)).json()) as object), refusal: 'flat' });
    await show();
    expect(words('pt-test-picture .error')).toEqual([
      'A picture like this one would not be kept. Check the light, and that nothing covers the lens.',
    ]);
    picture = () =>
      Response.json(
        {
          error: {
            code: 'camera_failed',
            message: 'The camera is not responding.',
            remedy: 'Look.',
            detail: { reason: 'no_answer' },
          },
        },
        { status: 409 },
      );
    await press('Take another test picture');
    expect(words('pt-test-picture .error')).toEqual([
      'No test picture. The camera is not responding. Check that the camera is on and can be reached.',
    ]);
    await setLanguage('de');
    await settled();
    expect(words('pt-test-picture .error')[0]).toContain('Prüfe, ob die Kamera eingeschaltet');
  });

  it('shows what is captured of it, with its problem, and asks its camera for nothing else', async () => {
    const problem = {
      code: 'no_answer',
      message: 'The camera is not responding.',
      since: '2026-03-04T08:00:00Z',
    };
    const captured = makeCapture({ printer_key: 'bambu_lab:x1c', problem, layer: 3 } as Partial<WireCapture>);
    printers = [makePrinter({ captures: [captured] })];
    captures.update(() => [captured, makeCapture({ id: 'other' })]);
    await show();
    expect(words('pt-capture')).toHaveLength(1);
    expect(words('pt-capture')[0]).toContain('Check that the camera is on and can be reached.');
    expect(asked).toEqual([]);
  });

  it('can only be viewed by those who may not change it', async () => {
    viewer.update(() => ({ may_change: false, name: null }));
    await show();
    await openMore();
    expect(asked).toEqual([]);
    expect(all(document, 'wa-switch, wa-select, wa-number-input').every(({ disabled }) => disabled)).toBe(
      true,
    );
    expect(all(document, 'pt-printer button')).toEqual([]);
  });

  it('cannot be switched on without a camera', async () => {
    printers = [makePrinter({ cameras: [] }, { cameras: [] })];
    await show();
    expect(one('header wa-switch').disabled).toBe(true);
    expect(words('.line')).toEqual(['Choose a camera first.']);
    await enter('wa-select', 'camera.garden');
    expect(one('header wa-switch').disabled).toBe(false);
  });
});

describe('more options', () => {
  it('are saved one by one, in the units of the server', async () => {
    printers = [makePrinter({}, { mode: 'layer', light_entity: 'light.x1c' })];
    await show();
    await openMore();
    await enter('[data-field=delay_ms] > wa-number-input', '1.5');
    await enter('[data-field=when_failed] > wa-select', 'delete');
    await enter('[data-field=light_entity] > pt-entity-input', '');
    expect(asked.slice(1).map(([, body]) => body)).toEqual([
      { delay_ms: 1500 },
      { when_failed: 'delete' },
      { light_entity: null },
    ]);
    expect(all(document, '[data-field=interval_seconds]')).toEqual([]);
    expect(words('pt-printer-options [role=status]')).toEqual(['Saved.']);
  });

  it('say what is wrong at the field, and send nothing before it is right', async () => {
    await show();
    await openMore();
    await enter('[data-field=interval_seconds] > wa-number-input', '0');
    expect(words('[data-field=interval_seconds] .error')).toEqual(['Enter a value from 1 to 3,600.']);
    expect(asked).toHaveLength(1);
    await enter('[data-field=interval_seconds] > wa-number-input', '5');
    expect(words('.error')).toEqual([]);
    expect(asked).toHaveLength(1);
    patch = () =>
      Response.json(
        {
          error: {
            code: 'invalid_request',
            message: 'Refused.',
            remedy: null,
            detail: { issues: [{ field: 'interval_seconds', message: 'must be something else' }] },
          },
        },
        { status: 400 },
      );
    await enter('[data-field=interval_seconds] > wa-number-input', '7');
    expect(words('[data-field=interval_seconds] .error')).toEqual(['Must be something else.']);
    expect(one('[data-field=interval_seconds] > wa-number-input').value).toBe('7');
  });

  it('offer layers only where there are any', async () => {
    printers = [makePrinter({ has_layers: false }, { mode: 'layer' })];
    await show();
    await openMore();
    expect(one('[data-field=mode] > wa-select')).toMatchObject({ value: 'interval' });
    expect(one('[data-field=mode] > wa-select').hint).toContain('reports no layers');
    expect(all(document, '[data-field=mode] wa-option')[1]!.disabled).toBe(true);
  });
});

describe('the list', () => {
  it('follows what happens elsewhere, also while it is being read', async () => {
    await show();
    printers = [makePrinter({ print: 'Owl', doing: 'printing' }, { capture_enabled: true })];
    FakeSocket.last.say('printers.changed', { keys: ['bambu_lab:x1c'] });
    await settled();
    expect(words('header p')).toEqual(['Printing “Owl”']);
    expect(one('header wa-switch').checked).toBe(true);
    printers = [];
    FakeSocket.last.say('printers.changed', { keys: ['bambu_lab:x1c'] });
    FakeSocket.last.say('printers.changed', { keys: ['bambu_lab:x1c'] });
    await settled();
    expect(words('pt-empty')[0]).toContain('No printer found');
  });

  it.each([
    [null, 'Printers come from Home Assistant'],
    [{ state: 'away' }, 'Home Assistant is not connected'],
    [{ state: 'connected' }, 'No printer found'],
  ])('without printers leads to a capture by hand: %j', async (state, title) => {
    printers = [];
    home = state;
    const list = await show();
    const places: unknown[] = [];
    list.addEventListener('pt-place', (event) => places.push((event as CustomEvent).detail));
    expect(words('pt-empty')[0]).toContain(title);
    await press('Start now');
    expect(places).toEqual(['capture']);
  });

  it('says where there is no camera at all, and what to do', async () => {
    printers = [makePrinter({ cameras: [] }, { cameras: [] })];
    entities = [];
    await show();
    expect(words('.none')[0]).toContain('Home Assistant knows no camera.');
    expect(words('.none')[0]).toContain('Start now');
  });

  it('can be read again after an error', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 502 }));
    await show();
    expect(words('pt-empty')[0]).toContain('Could not load the printers');
    vi.stubGlobal('fetch', async (url: string) =>
      Response.json(url.includes('/printers') ? [makePrinter({ cameras: [] }, { cameras: [] })] : []),
    );
    await press('Try again');
    expect(words('h2')).toEqual(['X1C']);
  });
});

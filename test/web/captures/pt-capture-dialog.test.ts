import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../../web/api/client.ts';
import type { NewCapture } from '../../../web/api/captures.ts';
import '../../../web/captures/pt-capture-dialog.ts';
import type { PtCaptureDialog } from '../../../web/captures/pt-capture-dialog.ts';
import type { WireEntity } from '../../../web/contract.ts';
import { setLanguage } from '../../../web/i18n/language.ts';
import { type Page, providePage } from '../../../web/page/page.ts';
import { settled } from '../settled.ts';

// happy-dom knows nothing of form controls that are elements of one's own.
vi.mock('@awesome.me/webawesome/dist/components/select/select.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/option/option.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/number-input/number-input.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/input/input.js', () => ({}));

type Field = HTMLElement & { value: string; label: string };

const GARDEN: WireEntity = { entity_id: 'camera.garden', name: 'Garden', domain: 'camera' };
const MK4: WireEntity = { entity_id: 'image.mk4', name: 'MK4', domain: 'image' };
const SHED: WireEntity = { entity_id: 'camera.shed', name: 'Shed', domain: 'camera' };

let entities: () => Response;
let start: (body: NewCapture) => Promise<void>;

beforeEach(() => {
  entities = () => Response.json([]);
  start = vi.fn(async () => {});
  vi.stubGlobal('fetch', async () => entities());
  providePage({ captures: { start: (body: NewCapture) => start(body) } } as unknown as Page);
});

afterEach(async () => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  await setLanguage('en');
});

async function show(): Promise<PtCaptureDialog> {
  const dialog = document.createElement('pt-capture-dialog');
  document.body.append(dialog);
  await settled();
  return dialog;
}

const field = (dialog: PtCaptureDialog, name: string) =>
  dialog.shadowRoot!.querySelector<Field>(`[data-field=${name}] > :first-child`);

async function enter(dialog: PtCaptureDialog, name: string, value: string): Promise<void> {
  const control = field(dialog, name)!;
  control.value = value;
  control.dispatchEvent(new Event(control.localName === 'wa-select' ? 'change' : 'input', { bubbles: true }));
  await settled();
}

async function submit(dialog: PtCaptureDialog): Promise<void> {
  dialog.shadowRoot!.querySelector<HTMLElement>('[type=submit]')!.click();
  await settled();
}

const problems = (dialog: PtCaptureDialog) =>
  [...dialog.shadowRoot!.querySelectorAll<HTMLElement>('.error')].map((each) => [
    each.closest<HTMLElement>('.field')?.dataset.field,
    each.textContent,
  ]);

it('asks for an address where there is no Home Assistant, with everything else ready [5.2]', async () => {
  const dialog = await show();
  expect(field(dialog, 'camera')).toBeNull();
  await enter(dialog, 'still_image_url', '192.168.1.20/still.jpg');
  await submit(dialog);
  expect(start).toHaveBeenCalledWith({
    name: 'Timelapse',
    still_image_url: 'http://192.168.1.20/still.jpg',
    interval_seconds: 5,
    max_pictures: 2000,
  });
  expect(dialog.isStarted).toBe(true);
});

it('offers an address too where the cameras cannot be read', async () => {
  entities = () => new Response('', { status: 502 });
  expect(field(await show(), 'still_image_url')).not.toBeNull();
});

it('takes the only camera, and its name', async () => {
  entities = () => Response.json([MK4, GARDEN]);
  const dialog = await show();
  expect(field(dialog, 'still_image_url')).toBeNull();
  await enter(dialog, 'interval_seconds', '60');
  await enter(dialog, 'max_pictures', '500');
  await submit(dialog);
  expect(start).toHaveBeenCalledWith({
    name: 'Garden',
    camera: 'camera.garden',
    interval_seconds: 60,
    max_pictures: 500,
  });
});

it('leaves the choice where there are several, and a name that was typed', async () => {
  entities = () => Response.json([MK4, GARDEN, SHED]);
  const dialog = await show();
  await submit(dialog);
  expect(problems(dialog)).toEqual([['camera', 'Choose a camera.']]);
  await enter(dialog, 'camera', 'camera.shed');
  expect(problems(dialog)).toEqual([]);
  expect(field(dialog, 'name')!.value).toBe('Shed');
  await enter(dialog, 'name', 'Tomatoes');
  await enter(dialog, 'camera', 'address');
  await enter(dialog, 'still_image_url', 'http://shed/');
  await submit(dialog);
  expect(start).toHaveBeenCalledWith(
    expect.objectContaining({ name: 'Tomatoes', still_image_url: 'http://shed/' }),
  );
});

it('says what is wrong before anything is sent, and opens what holds it', async () => {
  const dialog = await show();
  await enter(dialog, 'name', ' ');
  await enter(dialog, 'interval_seconds', '');
  await enter(dialog, 'max_pictures', '7');
  await submit(dialog);
  expect(problems(dialog)).toEqual([
    ['still_image_url', 'Enter an address starting with http:// or https://.'],
    ['name', 'Enter a name of up to 200 characters.'],
    ['interval_seconds', 'Enter a value from 1 to 3,600.'],
    ['max_pictures', 'Enter a whole number from 50 to 20,000.'],
  ]);
  expect(dialog.shadowRoot!.querySelector('details')!.open).toBe(true);
  expect(start).not.toHaveBeenCalled();
});

it.each([
  ['en', 'Must be an address.', 'The source folder cannot be reached. Check it.'],
  ['de', 'Gib eine Adresse ein, die mit', 'Der Ordner ist gerade nicht lesbar. Prüfe die Freigabe.'],
])('shows what the server refuses at its field, else below, in %s', async (language, atField, below) => {
  await setLanguage(language);
  const dialog = await show();
  await enter(dialog, 'still_image_url', 'http://[bad');
  await enter(dialog, 'still_image_url', 'http://odd/');
  const detail = { issues: [{ field: 'still_image_url', message: 'must be an address' }] };
  start = async () => Promise.reject(new ApiError(400, 'invalid_request', 'Refused.', null, { detail }));
  await submit(dialog);
  expect(problems(dialog)).toEqual([['still_image_url', expect.stringContaining(atField)]]);
  start = async () => {
    throw new ApiError(409, 'source_unreachable', 'The source folder cannot be reached.', 'Check it.');
  };
  await submit(dialog);
  expect(problems(dialog)).toEqual([[undefined, below]]);
  expect(dialog.isStarted).toBe(false);
});

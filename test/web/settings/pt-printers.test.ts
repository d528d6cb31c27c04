import { afterEach, expect, it, vi } from 'vitest';
import '../../../web/settings/pt-printers.ts';
import { until } from '../until.ts';

const ENTITIES = [
  { entity_id: 'sensor.x1c', name: 'X1C', domain: 'sensor' },
  { entity_id: 'camera.x1c', name: 'X1C camera', domain: 'camera' },
];

const field = (name: string, domains: string[]) => ({ name, required: true, help: '', domains });

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** The list of printers with one entry, whose entities the server knows. */
async function show() {
  const ask = vi.fn(async (_address: string) => Response.json(ENTITIES));
  vi.stubGlobal('fetch', ask);
  const element = document.createElement('pt-printers');
  element.fields = [field('status_entity', ['sensor']), field('camera_entity', ['camera'])];
  element.entries = [{ name: 'X1C' }];
  document.body.append(element);
  await element.updateComplete;
  const [status, camera] = element.shadowRoot!.querySelectorAll('pt-entity-input');
  await camera!.updateComplete;
  return { element, status: status!, camera: camera!, ask };
}

const offered = (input: HTMLElement) =>
  [...input.shadowRoot!.querySelectorAll('option')].map((option) => option.getAttribute('value'));

it('offers the entities that fit, once someone is about to choose [1.31]', async () => {
  const { status, camera, ask } = await show();
  expect(ask).not.toHaveBeenCalled();
  status.dispatchEvent(new FocusEvent('focusin'));
  camera.dispatchEvent(new FocusEvent('focusin'));
  await until(() => expect(offered(status)).toEqual(['sensor.x1c']));
  expect(offered(camera)).toEqual(['camera.x1c']);
  expect(ask).toHaveBeenCalledOnce();
  expect(String(ask.mock.calls[0]![0])).toContain('/settings/entities?domain=sensor&domain=camera');
});

it('takes what is typed though it is none of them [1.31]', async () => {
  const { element, status } = await show();
  const reported = vi.fn();
  element.addEventListener('pt-entries', (event) => reported((event as CustomEvent<unknown>).detail));
  const input = status.shadowRoot!.querySelector('input')!;
  input.value = 'sensor.mine';
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  expect(reported).toHaveBeenCalledWith([{ name: 'X1C', status_entity: 'sensor.mine' }]);
});

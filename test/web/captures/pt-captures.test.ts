import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../web/api/client.ts';
import type { CaptureCollection } from '../../../web/api/captures.ts';
import { viewer } from '../../../web/api/viewer.ts';
import '../../../web/captures/pt-captures.ts';
import type { PtCapture } from '../../../web/captures/pt-capture.ts';
import type { PtCaptures } from '../../../web/captures/pt-captures.ts';
import { toasts } from '../../../web/components/toasts.ts';
import type { WireCapture } from '../../../web/contract.ts';
import { setLanguage } from '../../../web/i18n/language.ts';
import { type Page, providePage } from '../../../web/page/page.ts';
import { deepActiveElement } from '../../../web/util/deep-active-element.ts';
import { settled } from '../settled.ts';
import { makeCapture } from './make-capture.ts';

let stop: CaptureCollection['stop'];

beforeEach(() => {
  stop = vi.fn(async (id) => makeCapture({ id, image_count: 18 }));
  providePage({ captures: { stop: (id: string) => stop(id) } } as unknown as Page);
});

afterEach(async () => {
  document.body.replaceChildren();
  toasts.update(() => []);
  viewer.update(() => ({ may_change: true, name: null }));
  await setLanguage('en');
});

async function show(...captures: WireCapture[]): Promise<PtCaptures> {
  const element = Object.assign(document.createElement('pt-captures'), { captures });
  document.body.append(element);
  await settled();
  return element;
}

const each = (element: PtCaptures): PtCapture[] => [...element.shadowRoot!.querySelectorAll('pt-capture')];
const words = (capture: PtCapture) => capture.shadowRoot!.textContent.replaceAll(/\s+/g, ' ').trim();
const button = (capture: PtCapture) => capture.shadowRoot!.querySelector('button');
const picture = (capture: PtCapture) =>
  capture.shadowRoot!.querySelector<HTMLElement & { src: string }>('pt-poster')!.src;
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

describe('a running capture [5.2]', () => {
  it('shows how far it is', async () => {
    const element = await show(
      makeCapture({ image_count: 1428, started_at: ago(7441), last_picture_at: ago(3) }),
      makeCapture({ id: 'new' }),
      makeCapture({ id: 'print', printer: 'MK4', mode: 'layer', state: 'holding', image_count: 1 }),
    );
    const [running, fresh, print] = each(element).map(words);
    expect(running).toContain(
      'Plant Taking pictures · 2 hr 4 min 1,428 pictures · every 5 sec camera.garden',
    );
    expect(fresh).toContain('Waiting for the first picture');
    expect(print).toContain('The print is paused');
    expect(print).toContain('1 picture · by layer MK4');
    element.captures = [
      makeCapture({ printer: 'MK4', mode: 'layer', layer: 12, layers: 210, progress_percent: 34 }),
    ];
    await settled();
    const [further] = each(element);
    expect(words(further!)).toContain('Layer 12 of 210 · 34% · MK4');
    expect(further!.shadowRoot!.querySelector('pt-progress')).toMatchObject({ value: 34 });
  });

  it('has another address for each new picture, once its folder is known', async () => {
    const element = await show(makeCapture({ image_count: 1 }));
    const [capture] = each(element);
    expect(picture(capture!)).toBe('');
    const addresses = [];
    for (const [count, at] of [
      [1, ago(9)],
      [2, ago(4)],
      [2, ago(0)],
    ] as const) {
      const change = { timelapse_id: 'a/b', image_count: count, last_picture_at: at };
      element.captures = [makeCapture(change)];
      await settled();
      addresses.push(picture(capture!));
    }
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) expect(address).toContain('/timelapses/a%2Fb/frames/latest?v=');
  });

  it('says what is wrong and what helps, in both languages', async () => {
    const problem = {
      code: 'no_answer',
      message: 'The camera is not responding: timeout.',
      since: ago(9),
    } as const;
    const element = await show(makeCapture({ problem, image_count: 7, last_picture_at: ago(130) }));
    const [capture] = each(element);
    expect(words(capture!)).toContain('No pictures at the moment');
    expect(words(capture!)).toContain('last one 2 minutes ago');
    expect(words(capture!)).toContain(
      'The camera is not responding: timeout. Check that the camera is on and can be reached. The app keeps retrying.',
    );
    await setLanguage('de');
    await settled();
    expect(words(capture!)).toContain(
      'Die Kamera antwortet nicht. Prüfe, ob die Kamera eingeschaltet und erreichbar ist. Die App versucht es weiter.',
    );
  });

  it('is stopped without a question, and only once', async () => {
    const { promise, resolve } = Promise.withResolvers<WireCapture>();
    stop = vi.fn(() => promise);
    const [capture] = each(await show(makeCapture()));
    expect(button(capture!)?.getAttribute('aria-label')).toBe('Stop: Plant');
    button(capture!)!.click();
    button(capture!)!.click();
    resolve(makeCapture({ image_count: 18 }));
    await settled();
    expect(stop).toHaveBeenCalledTimes(1);
    expect(stop).toHaveBeenCalledWith('plant');
    expect(toasts.state.map(({ text }) => text)).toEqual(['“Plant” stopped with 18 pictures']);
  });

  it('says why it cannot be stopped', async () => {
    stop = vi.fn(async () => {
      throw new ApiError(507, 'disk_full', 'No space left.');
    });
    const [capture] = each(await show(makeCapture()));
    button(capture!)!.click();
    await settled();
    expect(toasts.state).toMatchObject([{ kind: 'error', text: 'No space left.' }]);
    expect(button(capture!)?.getAttribute('aria-disabled')).toBe('false');
  });

  it('offers nothing to those who may not change it', async () => {
    viewer.update(() => ({ may_change: false, name: null }));
    expect(button(each(await show(makeCapture()))[0]!)).toBeNull();
  });
});

describe('the focus, when the capture that has it ends', () => {
  it('goes to the next one, and after the last is given away', async () => {
    const element = await show(makeCapture({ id: 'a' }), makeCapture({ id: 'b' }));
    const left = vi.fn();
    element.addEventListener('pt-captures-left', left);
    button(each(element)[0]!)!.focus();
    element.captures = [makeCapture({ id: 'b' })];
    await settled();
    expect(deepActiveElement()).toBe(button(each(element)[0]!));
    expect(left).not.toHaveBeenCalled();
    element.captures = [];
    await settled();
    expect(left).toHaveBeenCalledOnce();
  });
});

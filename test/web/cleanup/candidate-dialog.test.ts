import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimelapseCollection } from '../../../web/api/timelapses.ts';
import type { WireTimelapse } from '../../../web/contract.ts';
import '../../../web/cleanup/pt-cleanup-dialog.ts';
import type { PtCleanupDialog } from '../../../web/cleanup/pt-cleanup-dialog.ts';
import type { Page } from '../../../web/page/page.ts';
import { Collection } from '../../../web/state/collection.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { until } from '../until.ts';

// happy-dom knows nothing of form controls that are elements of one's own.
vi.mock('@awesome.me/webawesome/dist/components/checkbox/checkbox.js', () => ({}));

/** What the server offers. */
let offered: WireTimelapse[] = [];
/** Answers that are held back until they are let go. */
let hold: Promise<void> = Promise.resolve();
let deleted: string[] = [];

beforeEach(() => {
  deleted = [];
  hold = Promise.resolve();
  offered = Array.from({ length: 620 }, (_, n) =>
    makeTimelapse({ id: `v${n}`, folder_name: `Video ${n}`, file_size_bytes: 1e6, source_size_bytes: 2e6 }),
  );
  vi.stubGlobal('fetch', async (url: string) => {
    const { searchParams } = new URL(url, 'http://localhost');
    const [limit, offset] = [Number(searchParams.get('limit')), Number(searchParams.get('offset'))];
    if (offset > 0) await hold;
    const headers = { 'X-Total-Count': String(offered.length) };
    return new Response(JSON.stringify(offered.slice(offset, offset + limit)), { headers });
  });
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

async function show(): Promise<{ dialog: PtCleanupDialog; root: ShadowRoot }> {
  const actions = {
    busy: new Collection<ReadonlySet<string>>(new Set()),
    run: async () => {},
    deleteChosen: async (chosen: readonly WireTimelapse[]) => {
      deleted = chosen.map(({ id }) => id);
      offered = offered.filter(({ id }) => !deleted.includes(id));
      return true;
    },
  };
  const page = { timelapses: new TimelapseCollection(), actions } as unknown as Page;
  const dialog = Object.assign(document.createElement('pt-cleanup-dialog'), { page });
  document.body.append(dialog);
  await until(() => expect(dialog.shadowRoot?.querySelectorAll('li').length).toBe(100));
  return { dialog, root: dialog.shadowRoot! };
}

const tick = (box: Element, checked: boolean): void => {
  Object.assign(box, { checked });
  box.dispatchEvent(new Event('change'));
};
const text = (root: ShadowRoot): string =>
  (root.querySelector('.foot p')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const button = (root: ShadowRoot) => root.querySelector<HTMLButtonElement>('.foot .danger')!;

describe('the clean-up of more than a screen', () => {
  it('chooses all there are, and sums them all up [1.5]', async () => {
    const { root } = await show();
    await until(() => expect(root.querySelector('.more')).not.toBeNull());
    tick(root.querySelector('.all wa-checkbox')!, true);
    await until(() => expect(text(root)).toMatch(/^620 .+620\sMB/));
    tick(root.querySelector('.source')!, true);
    await until(() => expect(text(root)).toMatch(/1\.9\sGB/));
    button(root).click();
    await until(() => expect(deleted).toHaveLength(620));
    await until(() => expect(root.querySelector('pt-empty')).not.toBeNull());
  });

  it('deletes nothing of "all" before all is known [1.5]', async () => {
    const held = Promise.withResolvers<void>();
    hold = held.promise;
    const { root } = await show();
    tick(root.querySelector('.all wa-checkbox')!, true);
    await until(() => expect(text(root)).toMatch(/^250 /));
    expect(button(root).disabled).toBe(true);
    held.resolve();
    await until(() => expect(text(root)).toMatch(/^620 /));
    await until(() => expect(button(root).disabled).toBe(false));
  });

  it('keeps what is chosen while the rest is still read, and shows more when asked [1.5]', async () => {
    const held = Promise.withResolvers<void>();
    hold = held.promise;
    const { root } = await show();
    tick(root.querySelector('li[data-id="v3"] wa-checkbox')!, true);
    await until(() => expect(text(root)).toMatch(/^1 /));
    expect(button(root).disabled).toBe(false);
    held.resolve();
    root.querySelector<HTMLButtonElement>('.more')!.click();
    await until(() => expect(root.querySelectorAll('li').length).toBe(200));
    expect(text(root)).toMatch(/^1 /);
    button(root).click();
    await until(() => expect(deleted).toEqual(['v3']));
  });
});

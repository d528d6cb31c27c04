import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimelapseCollection } from '../../../web/api/timelapses.ts';
import { toasts } from '../../../web/components/toasts.ts';
import type { Page } from '../../../web/page/page.ts';
import { PageActions } from '../../../web/app/page-actions.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';
import { until } from '../until.ts';
import { settled } from '../settled.ts';
import { en } from '../../../web/i18n/en.ts';

vi.mock('../../../web/components/confirm.ts', () => ({ confirm: async () => ({ option: true }) }));

let asked: [string, unknown][];
let timelapses: TimelapseCollection;
let actions: PageActions;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const body = init.body === undefined ? null : (JSON.parse(init.body as string) as { timelapse_ids?: [] });
    asked.push([`${init.method} ${url.replace('./api/v1', '')}`, body]);
    if (url.endsWith('/refused/restore'))
      return Response.json({ error: { code: 'conflict', message: 'Not now.' } }, { status: 409 });
    if (url.endsWith('/restore')) return Response.json(makeFolder({ id: 'folder' }));
    if (url.endsWith('/bulk-delete')) {
      const errors = body?.timelapse_ids?.includes('stuck' as never)
        ? [{ id: 'stuck', code: 'permission_denied', message: 'It may not be removed.' }]
        : [];
      return Response.json({ deleted: 1, failed: errors.length, errors });
    }
    return new Response(null, { status: 204 });
  });
  timelapses = new TimelapseCollection();
  const stats = { trash_days: 0 };
  const system = { state: { state: { stats } } };
  actions = new PageActions({ timelapses, system } as unknown as Page);
  for (const record of [
    makeTimelapse({ id: 'video' }),
    makeFolder({ id: 'folder' }),
    makeTimelapse({ id: 'stuck' }),
  ])
    timelapses.put(record);
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  toasts.update(() => []);
});

describe('deleting several', () => {
  it('takes frames along only where they may go, and offers the others back', async () => {
    expect(await actions.deleteMany(['video', 'folder'])).toBe(true);
    expect(asked).toEqual([
      ['POST /timelapses/bulk-delete', { timelapse_ids: ['video'], delete_source: true }],
      ['POST /timelapses/bulk-delete', { timelapse_ids: ['folder'], delete_source: false }],
    ]);
    expect([...timelapses.records.state.byId.keys()]).toEqual(['stuck']);
    toasts.state.at(-1)?.action?.run();
    await until(() => expect(asked.at(-1)?.[0]).toBe('POST /timelapses/folder/restore'));
    await settled();
    expect(timelapses.records.state.byId.has('folder')).toBe(true);
  });

  it('gives back all that can be, and names the others', async () => {
    timelapses.put(makeFolder({ id: 'refused', title: 'Vase' }));
    await actions.deleteMany(['refused', 'folder']);
    toasts.state.at(-1)?.action?.run();
    const failures = await until(() => {
      const found = document.querySelector('pt-failures-dialog')?.shadowRoot?.textContent ?? '';
      expect(found).toContain('Vase');
      return found;
    });
    expect(failures).toContain('Not now.');
    expect(asked.at(-1)?.[0]).toBe('POST /timelapses/folder/restore');
    expect(toasts.state.at(-1)?.text).toBe(en.restored_many(1, '1'));
  });

  it('keeps what could not be deleted, and says why', async () => {
    await actions.deleteMany(['video', 'stuck']);
    expect(timelapses.records.state.byId.has('stuck')).toBe(true);
    expect(toasts.state.at(-1)).toMatchObject({
      kind: 'error',
      text: `${en.delete_some_failed(1, '1')}: It may not be removed.`,
    });
  });
});

describe('deleting one', () => {
  it('offers no way back when the frames went too', async () => {
    await actions.run('delete', 'video');
    expect(toasts.state.at(-1)).toMatchObject({ text: '“Benchy” deleted', action: null });
  });
});

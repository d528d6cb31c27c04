import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TimelapseCollection } from '../../../web/api/timelapses.ts';
import { toasts } from '../../../web/components/toasts.ts';
import type { WireStats, WireTrashedVideo } from '../../../web/contract.ts';
import '../../../web/gallery/pt-storage.ts';
import type { Page } from '../../../web/page/page.ts';
import { Collection } from '../../../web/state/collection.ts';
import '../../../web/trash/pt-trash-dialog.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { until } from '../until.ts';

vi.mock('../../../web/components/confirm.ts', () => ({ confirm: async () => ({ option: false }) }));

let inTrash: WireTrashedVideo[];
let asked: string[];

beforeEach(() => {
  asked = [];
  inTrash = ['a', 'b', 'c'].map((id) => ({
    ...{ id, title: `Video ${id}`, folder_name: id, printer: null, job_name: null },
    ...{ video_duration: 20, image_count: 0, size_bytes: 1_000_000 },
    ...{ deleted_at: new Date().toISOString(), expires_at: new Date().toISOString() },
  }));
  vi.stubGlobal('fetch', async (url: string, { method }: RequestInit) => {
    const path = url.replace('./api/v1', '').replace(/\?.*/, '');
    if (method === 'GET') return Response.json(inTrash);
    asked.push(`${method} ${path}`);
    const id = path.split('/')[2];
    const gone = path === '/trash' ? inTrash : inTrash.filter((video) => video.id === id);
    inTrash = inTrash.filter((video) => !gone.includes(video));
    if (path === '/trash')
      return Response.json({ deleted: gone.length, freed_bytes: 1_000_000 * gone.length });
    return method === 'POST'
      ? Response.json(makeTimelapse({ id: id! }))
      : new Response(null, { status: 204 });
  });
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  toasts.update(() => []);
});

it('the trash gives back and deletes one at a time, and all that is left at once', async () => {
  const timelapses = new TimelapseCollection();
  const stats = { trash_days: 7 } as WireStats;
  const page = { timelapses, system: { state: new Collection({ stats }) } } as unknown as Page;
  const dialog = Object.assign(document.createElement('pt-trash-dialog'), { page });
  document.body.append(dialog);
  const root = dialog.shadowRoot!;
  const rows = () => [...root.querySelectorAll('li .title')].map((row) => row.textContent);
  const focused = () => root.activeElement?.getAttribute('aria-label');
  const press = (label: string) => root.querySelector<HTMLElement>(`[aria-label="${label}"]`)!.click();
  await until(() => expect(rows()).toEqual(['Video a', 'Video b', 'Video c']));
  expect(root.querySelector('.body .quiet')?.textContent).toContain('7 days');
  press('Restore Video b');
  await until(() => expect(rows()).toEqual(['Video a', 'Video c']));
  expect(timelapses.records.state.byId.has('b')).toBe(true);
  await until(() => expect(root.querySelector('[disabled]')).toBeNull());
  await until(() => expect(focused()).toBe('Restore Video c'));
  press('Delete Video a for good');
  await until(() => expect(rows()).toEqual(['Video c']));
  await until(() => expect(root.querySelector('[disabled]')).toBeNull());
  await until(() => expect(focused()).toBe('Delete Video c for good'));
  root.querySelector<HTMLElement>('.foot .danger')!.click();
  await until(() => expect(root.querySelector('pt-empty')).not.toBeNull());
  expect(asked).toEqual(['POST /timelapses/b/restore', 'DELETE /trash/a', 'DELETE /trash']);
  expect(toasts.state.at(-1)?.text).toMatch(/Trash emptied, 1\sMB freed/);
});

it('the storage shows what is in the trash, and opens it', async () => {
  const stats = { total_size_bytes: 1, source_size_bytes: 0, reclaimable_bytes: 0, trash_bytes: 5_000_000 };
  const storage = Object.assign(document.createElement('pt-storage'), { stats: stats as WireStats });
  const opened = vi.fn();
  storage.addEventListener('pt-trash', opened);
  document.body.append(storage);
  await until(() => expect(storage.shadowRoot?.querySelector('.trash a')).not.toBeNull());
  storage.shadowRoot!.querySelector<HTMLElement>('.trash a')!.click();
  expect(opened).toHaveBeenCalledOnce();
});

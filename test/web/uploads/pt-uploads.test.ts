import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WireDestination, WireUpload } from '../../../web/contract.ts';
import type { Page } from '../../../web/page/page.ts';
import '../../../web/uploads/pt-destinations.ts';
import '../../../web/uploads/pt-uploads.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { until } from '../until.ts';

vi.mock('../../../web/components/confirm.ts', () => ({ confirm: async () => ({ option: false }) }));

const DESTINATION = {
  ...{ id: 'd', name: 'Cloud', kind: 'webdav', url: 'https://cloud', bucket: null, folder: null },
  ...{ sends: 'by_rule', has_secret: true, done_count: 0, waiting_count: 1, failed_count: 0 },
} as unknown as WireDestination;
const UPLOAD = {
  ...{ id: 'u', timelapse_id: 'a', destination_id: 'd', state: 'sending', progress_percent: 42 },
  ...{ reason_code: null, detail: null, next_try_at: null, created_at: '', updated_at: '' },
} as unknown as WireUpload;

let destinations: WireDestination[];
let changed: ((upload: WireUpload) => void)[];
let page: Page;

beforeEach(() => {
  destinations = [DESTINATION];
  changed = [];
  const on = (type: string, listener: (upload: WireUpload) => void) => {
    if (type === 'upload.changed') changed.push(listener);
    return () => {};
  };
  page = { live: { on, onGap: () => () => {} } } as unknown as Page;
  vi.stubGlobal('fetch', async (url: string, { method }: RequestInit) => {
    if (method === 'DELETE') destinations = [];
    if (method === 'DELETE') return new Response(null, { status: 204 });
    return Response.json(url.includes('/timelapses/') ? [UPLOAD] : destinations);
  });
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

it('screen readers are not interrupted by each percent of an upload', async () => {
  const uploads = Object.assign(document.createElement('pt-uploads'), {
    ...{ page, timelapse: makeTimelapse({ id: 'a' }) },
  });
  document.body.append(uploads);
  const text = (selector: string) =>
    uploads.shadowRoot!.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim();
  await until(() => expect(text('.names .quiet')).toBe('Uploading … 42%'));
  expect(text('[role=status]')).toBe('Uploading …');
  for (const listener of changed) listener({ ...UPLOAD, progress_percent: 43 });
  await until(() => expect(text('.names .quiet')).toBe('Uploading … 43%'));
  expect(text('[role=status]')).toBe('Uploading …');
});

it('the focus goes on to the button below when a destination is removed', async () => {
  const list = Object.assign(document.createElement('pt-destinations'), { page });
  document.body.append(list);
  const root = list.shadowRoot!;
  await until(() => expect(root.querySelector('li')).not.toBeNull());
  root.querySelector<HTMLElement>('[title=Remove]')!.click();
  await until(() => expect(root.querySelector('li')).toBeNull());
  expect(root.activeElement?.textContent).toContain('Add destination');
});

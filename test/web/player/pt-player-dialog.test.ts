import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_RECORDS, type TimelapseRecords } from '../../../web/api/timelapse-records.ts';
import { type Page, providePage } from '../../../web/page/page.ts';
import '../../../web/player/pt-player-dialog.ts';
import type { PtPlayerDialog } from '../../../web/player/pt-player-dialog.ts';
import { Collection } from '../../../web/state/collection.ts';
import { togetherTexts } from '../../../web/together/together-texts.ts';
import { english as en } from '../../../web/i18n/whole-dictionary.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { settled } from '../settled.ts';
import { until } from '../until.ts';

const ONE = makeTimelapse({ id: 'one', folder_name: 'Owl' });
const OTHER = makeTimelapse({ id: 'other', folder_name: 'Owl 2' });

let records: Collection<TimelapseRecords>;
let dialog: PtPlayerDialog;

const has = (...timelapses: (typeof ONE)[]): TimelapseRecords => ({
  ...NO_RECORDS,
  byId: new Map(timelapses.map((one) => [one.id, one])),
  loaded: true,
  complete: true,
});
const inside = <Found extends Element>(selector: string): Found | null =>
  dialog.shadowRoot!.querySelector<Found>(selector);
const chips = (): number => inside('pt-together')?.shadowRoot?.querySelectorAll('.chip').length ?? 0;

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => Response.json(null, { status: 404 }));
  records = new Collection(has(ONE, OTHER));
  const router = { route: new Collection({ timelapseId: 'one,other' }), closeTimelapse: () => {} };
  providePage({ router, timelapses: { records } } as unknown as Page);
  dialog = document.createElement('pt-player-dialog');
  dialog.list = () => [ONE, OTHER];
  document.body.append(dialog);
  await until(() => expect(chips()).toBeGreaterThan(2));
});

afterEach(() => {
  dialog.remove();
  vi.unstubAllGlobals();
});

describe('the second video in the player', () => {
  it('takes its controls with it when it is gone', async () => {
    expect(inside('pt-together')!.shadowRoot!.textContent).toContain(togetherTexts(en).swap);
    records.update(() => has(ONE, { ...OTHER, video_exists: false }));
    await until(() => expect(chips()).toBe(0));
    expect(inside('pt-beside-video')).toBeNull();
  });

  it('says that it cannot be played, and is tried again', async () => {
    const beside = inside('pt-beside-video')!.shadowRoot!.querySelector('video')!;
    const load = vi.fn();
    beside.load = load;
    beside.dispatchEvent(new Event('error'));
    await settled();
    expect(inside('.note')?.textContent.replace(/\s+/g, ' ')).toContain(`Owl 2: ${en.player_error}`);
    inside<HTMLButtonElement>('.note button')!.click();
    await settled();
    expect(load).toHaveBeenCalledOnce();
    expect(inside('.note')).toBeNull();
  });
});

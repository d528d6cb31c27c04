import { afterEach, expect, it } from 'vitest';
import { SystemCollection } from '../../../web/api/system.ts';
import { archive } from '../../../web/api/viewer.ts';
import { archiveTexts } from '../../../web/archive/archive-texts.ts';
import '../../../web/archive/pt-archived.ts';
import type { LiveConnection } from '../../../web/api/live.ts';
import type { WireHealth } from '../../../web/contract.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';
import { language } from '../../../web/i18n/language.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const FOLDER = '/media/nas';

afterEach(() => {
  document.body.replaceChildren();
  archive.update(() => ({ folder: null, away: [] }));
  language.update(() => ({ tag: 'en', texts: en }));
});

async function show(state: 'archiving' | 'archived' | 'returning', texts = en) {
  language.update(() => ({ tag: texts.code, texts }));
  const note = document.createElement('pt-archived');
  const folder = state === 'archiving' ? null : FOLDER;
  note.timelapse = makeTimelapse({ archive_state: state, archive_folder: folder });
  document.body.append(note);
  await note.updateComplete;
  return { note, text: () => note.shadowRoot!.querySelector('span')?.textContent };
}

it.each([en, de])('a card says where its video is, in $code', async (texts) => {
  const words = archiveTexts(texts);
  for (const state of ['archiving', 'archived', 'returning'] as const)
    expect((await show(state, texts)).text()).toBe(words.state[state]);
});

it('says at once that the archive is away, and that it is back', async () => {
  const handlers = new Map<string, (data: unknown) => void>();
  const live = {
    on: (event: string, listener: (data: unknown) => void) => {
      handlers.set(event, listener);
      return () => {};
    },
  } as unknown as LiveConnection;
  new SystemCollection().connect(live);
  const tell = async (away: string[]) => {
    handlers.get('system.changed')!({
      queue: null,
      health: { archive: { folder: FOLDER, away } } as unknown as WireHealth,
    });
    await Promise.resolve();
  };
  const { note, text } = await show('archived');
  await tell([FOLDER]);
  await note.updateComplete;
  expect(text()).toBe(archiveTexts(en).away);
  await tell([]);
  await note.updateComplete;
  expect(text()).toBe(archiveTexts(en).state.archived);
  expect(archive.state.folder).toBe(FOLDER);
});

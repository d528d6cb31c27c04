import { afterEach, describe, expect, it } from 'vitest';
import type { WireJobSuggestion, WirePrintJob } from '../../../web/contract.ts';
import { setLanguage } from '../../../web/i18n/language.ts';
import '../../../web/linking/pt-suggestion.ts';

const job: WirePrintJob = {
  id: 'job',
  source: 'api',
  external_id: null,
  name: 'Benchy',
  file_name: null,
  printer: 'MK4',
  status: 'completed',
  started_at: null,
  ended_at: null,
  timelapse_count: 0,
  created_at: '2026-03-04T10:00:00Z',
  updated_at: '2026-03-04T10:00:00Z',
};
const suggestion: WireJobSuggestion = {
  job,
  score: 60,
  reasons: [
    { code: 'name_exact', points: 100, text: 'The folder has the name of the print.' },
    { code: 'unheard_of', points: -40, text: 'Something new speaks against it.' },
  ],
};

/** The reasons as they are shown, each with what is said when the pointer rests on it. */
async function reasonsIn(tag: string): Promise<[string, string | null, string][]> {
  await setLanguage(tag);
  const element = Object.assign(document.createElement('pt-suggestion'), { job, suggestion });
  document.body.append(element);
  await element.updateComplete;
  const lines = [...element.shadowRoot!.querySelectorAll<HTMLElement>('li:not(.score)')];
  return lines.map((line) => [line.textContent.trim(), line.getAttribute('title'), line.lang]);
}

afterEach(async () => {
  document.body.replaceChildren();
  await setLanguage('en');
});

describe('the reasons of a suggestion', () => {
  it('are shown in English, with the sentence of the server behind each', async () => {
    expect(await reasonsIn('en')).toEqual([
      ['Same name', 'The folder has the name of the print.', ''],
      ['Something new speaks against it.', null, 'en'],
    ]);
  });

  it('are shown in German without English behind them; one that the page does not know has its language', async () => {
    expect(await reasonsIn('de')).toEqual([
      ['Gleicher Name', null, ''],
      ['Something new speaks against it.', null, 'en'],
    ]);
  });
});

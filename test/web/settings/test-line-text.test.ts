import { describe, expect, it } from 'vitest';
import type { TestFinding, WireOptionProblem, WireTestReport } from '../../../web/contract.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';
import { testLineRemedy, testLineText } from '../../../web/settings/test-line-text.ts';
import { makeOption } from './make-option.ts';

type TestLine = WireTestReport['items'][number];

const options = [makeOption()];
const problems: WireOptionProblem[] = [
  { option: 'min_frames', value: 0, code: 'invalid_value', reason: 'is too small', remedy: 'Raise it.' },
  { option: 'min_frame', value: 3, code: 'unknown_option', reason: 'is no option', remedy: 'Remove it.' },
];

const line = (item: TestLine['item'], ...findings: TestFinding[]): TestLine => ({
  item,
  ok: false,
  message: 'What was found.',
  remedy: 'What to do.',
  findings,
});

const german = (what: TestLine) =>
  testLineText(what, { problems, options, texts: de, tag: 'de' })?.map((text) =>
    text.replaceAll('\u00a0', ' '),
  );

const refused = (cause: string) => ({ cause, reason: `${cause}: said the system` });
const engine = { path: '/app/do_timelapse.sh', configured: '/opt/mine.sh' };
const space = (free: number) => ({ path: '/videos', free_bytes: free, total_bytes: 100e9 });

/** What the server can find, and what a reader of German reads of it. */
const FINDINGS: [TestFinding, string][] = [
  [{ code: 'options_valid', facts: {} }, 'Alle Optionen sind gültig.'],
  [
    { code: 'source_readable', facts: { path: '/images', folders: 1234 } },
    '„/images“ ist lesbar: 1.234 Ordner darin.',
  ],
  [
    { code: 'source_unreadable', facts: { path: '/images', ...refused('ENOENT') } },
    '„/images“ ist nicht lesbar (nicht vorhanden).',
  ],
  [
    { code: 'source_unreadable', facts: { path: '/images', ...refused('EODD') } },
    '„/images“ ist nicht lesbar (EODD: said the system).',
  ],
  [{ code: 'output_writable', facts: { path: '/<b>ü' } }, '„/<b>ü“ ist beschreibbar.'],
  [
    { code: 'output_not_writable', facts: { path: '/b', ...refused('no_answer') } },
    'In „/b“ kann nicht geschrieben werden (keine Antwort).',
  ],
  [{ code: 'space_enough', facts: space(20e9) }, 'In „/videos“ sind 20 GB von 100 GB frei.'],
  [{ code: 'space_low', facts: space(0.2e9) }, 'In „/videos“ sind nur noch 200 MB von 100 GB frei.'],
  [{ code: 'space_unknown', facts: {} }, 'Der freie Speicherplatz lässt sich nicht ermitteln.'],
  [{ code: 'engine_configured', facts: engine }, '„/app/do_timelapse.sh“ funktioniert.'],
  [
    { code: 'engine_bundled', facts: engine },
    '„/app/do_timelapse.sh“ funktioniert. Das ist die mitgelieferte Engine.',
  ],
  [
    { code: 'engine_bundled_instead', facts: engine },
    '„/opt/mine.sh“ gibt es nicht, daher wird die mitgelieferte Engine verwendet.',
  ],
  [
    { code: 'engine_elsewhere', facts: engine },
    '„/opt/mine.sh“ gibt es nicht, daher wird „/app/do_timelapse.sh“ verwendet.',
  ],
  [
    { code: 'engine_not_saved', facts: { path: '/opt/mine.sh' } },
    '„/opt/mine.sh“ ist ausführbar und wird erst nach dem Speichern getestet.',
  ],
  [{ code: 'engine_no_answer', facts: { path: '/opt/mine.sh' } }, '„/opt/mine.sh“ antwortet nicht.'],
  [
    { code: 'engine_not_found', facts: { configured: '/opt/mine.sh' } },
    'Weder „/opt/mine.sh“ noch die mitgelieferte Engine ist vorhanden.',
  ],
  [
    { code: 'engine_not_executable', facts: { configured: '/opt/mine.sh' } },
    '„/opt/mine.sh“ darf nicht ausgeführt werden.',
  ],
  [
    { code: 'engine_without_interpreter', facts: { path: '/opt/mine.sh' } },
    '„/opt/mine.sh“ lässt sich nicht starten: Der in der ersten Zeile angegebene Interpreter fehlt.',
  ],
  [
    { code: 'engine_not_startable', facts: { path: '/opt/mine.sh', ...refused('EACCES') } },
    '„/opt/mine.sh“ lässt sich nicht starten (keine Berechtigung).',
  ],
  [{ code: 'engine_endless', facts: { said: '' } }, 'Die mitgelieferte Engine wird nicht fertig.'],
  [
    { code: 'engine_broken', facts: { end: '1', said: 'Oh' } },
    'Die mitgelieferte Engine funktioniert nicht: Sie endete mit 1 und schrieb „Oh“.',
  ],
  [{ code: 'tool_runs', facts: { tool: 'ffmpeg', version: '7.1-static' } }, 'Version 7.1-static'],
  [
    { code: 'tool_missing', facts: { tool: 'ffprobe' } },
    'Das Programm ffprobe fehlt oder lässt sich nicht starten.',
  ],
  [{ code: 'encoder_there', facts: { encoder: 'libx264' } }, 'ffmpeg kann mit libx264 kodieren.'],
  [
    { code: 'encoder_missing', facts: { encoder: 'libx264' } },
    'ffmpeg lässt sich nicht starten oder kann nicht mit libx264 kodieren.',
  ],
  [{ code: 'media_none', facts: {} }, 'Außerhalb von Home Assistant gibt es kein Medien-Panel.'],
  [{ code: 'media_unwanted', facts: {} }, 'Das Anzeigen im Medien-Panel ist deaktiviert.'],
  [{ code: 'media_direct', facts: {} }, 'Die Videos liegen direkt im Ordner des Medien-Panels.'],
  [{ code: 'media_linked', facts: {} }, 'Die Videos sind im Medien-Panel unter „timelapses“.'],
  [
    { code: 'media_elsewhere', facts: {} },
    '„/media/timelapses“ führt zu einem anderen Ziel. Die Videos sind nicht im Medien-Panel.',
  ],
  [
    { code: 'media_missing', facts: {} },
    'Die Verknüpfung „/media/timelapses“ fehlt. Die Videos sind nicht im Medien-Panel.',
  ],
];

describe('what the configuration test found', () => {
  it.each(FINDINGS)('is told in German with its facts: %j', (finding, text) => {
    expect(german(line('source', finding))).toEqual([text]);
  });

  it('is shown one below the other when there is more than one', () => {
    const writable = (path: string): TestFinding => ({ code: 'output_writable', facts: { path } });
    expect(german(line('output', writable('/a'), writable('/b')))).toEqual([
      '„/a“ ist beschreibbar.',
      '„/b“ ist beschreibbar.',
    ]);
  });

  it('names options as the page does, with what is wrong with each', () => {
    expect(german(line('options', { code: 'options_invalid', facts: { count: 2 } }))).toEqual([
      'Mindestanzahl an Bildern: Gib einen Wert von 1 bis 1.000 ein.',
      'min_frame: Diese Option gibt es nicht. Prüfe die Schreibweise oder entferne sie.',
    ]);
  });

  it('is shown in English in the words of the server', () => {
    const found = line('options', { code: 'options_valid', facts: {} });
    expect(testLineText(found, { problems, options, texts: en, tag: 'en' })).toBeNull();
    expect(testLineRemedy(found, en)).toBe('What to do.');
  });

  it('is shown in the words of the server when the page does not know it yet', () => {
    const unknown = { code: 'unheard_of', facts: {} } as unknown as TestFinding;
    expect(german(line('media', { code: 'media_none', facts: {} }, unknown))).toBeUndefined();
  });
});

describe('the remedy', () => {
  it('goes by what was checked, and by what was found where that asks for something else', () => {
    const remedy = (finding: TestFinding) => testLineRemedy(line('engine', finding), de);
    const again = 'Installiere die App neu.';
    expect(remedy({ code: 'engine_elsewhere', facts: engine })).toContain('Pfad');
    const unknown = testLineRemedy(line('space', { code: 'space_unknown', facts: {} }), de);
    expect(unknown).toBe('Prüfe Ausgabeordner und Freigabe.');
    expect(remedy({ code: 'engine_endless', facts: { said: '' } })).toBe(again);
    expect(remedy({ code: 'engine_broken', facts: { end: '1', said: '' } })).toBe(again);
  });
});

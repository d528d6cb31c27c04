import { describe, expect, it } from 'vitest';
import { printerOptionsPatchSchema } from '../../../src/shared/capture.ts';
import { ApiError } from '../../../web/api/client.ts';
import type { WireEntity } from '../../../web/contract.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';
import { cameraChoices } from '../../../web/printers/camera-choices.ts';
import { fromTyped, isLight, NUMBER_FIELDS, type NumberOption } from '../../../web/printers/option-fields.ts';
import { optionProblemText } from '../../../web/printers/option-problem-text.ts';
import { printerLine } from '../../../web/printers/printer-line.ts';
import { makePrinter } from './make-printer.ts';

describe('what a printer does is said in plain words', () => {
  it.each([
    [{ is_reachable: false, print: 'Owl' }, 'Not available in Home Assistant at the moment'],
    [{}, 'Not printing'],
    [{ print: 'Owl', doing: 'preparing' as const }, 'Preparing to print “Owl”'],
    [
      { print: 'Owl', doing: 'printing' as const, layer: 12, layers: 210, progress_percent: 34 },
      'Printing “Owl” · Layer 12 of 210 · 34%',
    ],
    [{ print: 'Owl', doing: 'holding' as const, layer: 1200 }, 'Paused: “Owl” · Layer 1,200'],
    [{ print: 'Owl', doing: 'unknown' as const }, 'Printing “Owl”'],
    [{ print: 'Owl', doing: null }, 'Printing “Owl”'],
  ])('%j: %s', (change, line) => expect(printerLine(makePrinter(change), en, 'en')).toBe(line));

  it('in German too', () =>
    expect(
      printerLine(makePrinter({ print: 'Eule', doing: 'printing', layer: 12, layers: 210 }), de, 'de'),
    ).toBe('Druckt „Eule“ · Schicht 12 von 210'));
});

describe('the cameras to choose from', () => {
  const entity = (id: string): WireEntity => ({ entity_id: id, name: id, domain: id.split('.')[0]! });
  const entities = ['image.a', 'camera.b', 'camera.x1c'].map(entity);
  const names = (...args: Parameters<typeof cameraChoices>) =>
    cameraChoices(...args).map(({ entity: id, name, isForeign }) => `${id} ${name}${isForeign ? ' ?' : ''}`);

  it('begin with its own, then come real cameras, each once', () =>
    expect(names(makePrinter(), entities, 'camera.x1c')).toEqual([
      'camera.x1c X1C camera',
      'camera.b camera.b',
      'image.a image.a',
    ]));

  it('leave out what another line has', () =>
    expect(names(makePrinter(), entities, '')).toEqual(['camera.b camera.b', 'image.a image.a']));

  it('contain what was chosen, also when Home Assistant knows it no more or is not asked yet', () => {
    const printer = makePrinter({ cameras: [] }, { cameras: ['camera.old'] });
    expect(names(printer, [entity('camera.b')], 'camera.old')).toEqual([
      'camera.old camera.old ?',
      'camera.b camera.b',
    ]);
    expect(names(printer, null, 'camera.old')).toEqual(['camera.old camera.old']);
  });
});

describe('a number that is typed', () => {
  it.each<[NumberOption, string, number | null]>([
    ['interval_seconds', '5', 5],
    ['interval_seconds', '1.5', 1.5],
    ['interval_seconds', '0', null],
    ['interval_seconds', '3601', null],
    ['interval_seconds', '', null],
    ['interval_seconds', 'soon', null],
    ['max_pictures', '50', 50],
    ['max_pictures', '50.5', null],
    ['delay_ms', '1.25', 1250],
    ['delay_ms', '61', null],
    ['linger_seconds', '0', 0],
    ['linger_seconds', '0.5', null],
    ['layer_step', '101', null],
  ])('as %s: %j is %j, as the server has it', (name, text, value) => {
    expect(fromTyped(name, text)).toBe(value);
    const raw = text.trim() === '' ? text : Number(text) * NUMBER_FIELDS[name].perUnit;
    expect(printerOptionsPatchSchema.safeParse({ [name]: raw }).success).toBe(value !== null);
  });

  it.each(['', 'light.lamp', 'switch.plug_2', 'camera.a', 'lamp', 'light.Lamp'])('a light: %j', (text) =>
    expect(printerOptionsPatchSchema.safeParse({ light_entity: text === '' ? null : text }).success).toBe(
      isLight(text),
    ),
  );
});

describe('what is wrong with an option', () => {
  const refused = new ApiError(400, 'invalid_request', 'Refused.', null, {
    detail: { issues: [{ field: 'cameras.0', message: 'must be a camera.* or image.* entity' }] },
  });

  it('is known to the page itself', () => {
    expect(optionProblemText('max_pictures', 'invalid', en, 'en')).toBe(
      'Enter a whole number from 50 to 20,000.',
    );
    expect(optionProblemText('delay_ms', 'invalid', de, 'de')).toBe('Gib einen Wert von 0 bis 60 ein.');
    expect(optionProblemText('light_entity', 'invalid', en, 'en')).toContain('light.…');
  });

  it('is said by the server, in German in words of the page', () => {
    expect(optionProblemText('cameras', refused, en, 'en')).toBe('Must be a camera.* or image.* entity.');
    expect(optionProblemText('cameras', refused, de, 'de')).toBe('Dieser Wert wird nicht angenommen.');
  });

  it('may be anything else', () => {
    const full = new ApiError(507, 'disk_full', 'No space left.', 'Free up some.');
    expect(optionProblemText('cameras', full, en, 'en')).toBe('Not saved. No space left. Free up some.');
  });
});

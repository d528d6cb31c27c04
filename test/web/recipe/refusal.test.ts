import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../web/api/client.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';
import { describeRefusal } from '../../../web/recipe/refusal.ts';

function refused(field: string, problem?: string, facts: object = {}): ApiError {
  const message = `The field "${field}" is not valid: too odd.`;
  const detail = { in: 'body', field, ...(problem === undefined ? {} : { problem, facts }) };
  return new ApiError(400, 'invalid_recipe', message, null, { detail });
}

const small = refused('crop.width', 'crop_too_small', { pixels: 32, least: 64 });

describe('what the server refuses of a recipe [4.3]', () => {
  it.each([
    [
      'with the field and the values',
      small,
      'Crop: Only 32 pixels would be left. At least 64 are needed in each direction.',
      'Zuschneiden: Es blieben nur 32 Pixel. In jeder Richtung sind mindestens 64 nötig.',
    ],
    [
      'with the decimals of the language',
      refused('last_frame', 'beyond_end', { seconds: 12.4 }),
      'End: The video is only 12.4 seconds long.',
      'Ende: Das Video ist nur 12,4 Sekunden lang.',
    ],
    [
      'of a preset',
      refused('recipe.crop.height', 'beyond_bottom'),
      'Crop: The crop goes beyond the lower edge of the picture.',
      'Zuschneiden: Der Ausschnitt geht über den unteren Rand des Bildes hinaus.',
    ],
    [
      'by the field where a value has the wrong shape',
      refused('speed'),
      'Speed: The field "speed" is not valid: too odd.',
      'Geschwindigkeit: Dieser Wert ist nicht möglich.',
    ],
    [
      'of a newer server that knows more',
      refused('rotate', 'too_dizzy'),
      'Rotate: The field "rotate" is not valid: too odd.',
      'Drehen: Dieser Wert ist nicht möglich.',
    ],
  ])('is told %s', (_how, error, english, german) => {
    expect(describeRefusal(error, en, 'en')).toBe(english);
    expect(describeRefusal(error, de, 'de')).toBe(german);
  });

  it('is otherwise what any request says', () => {
    const error = new ApiError(409, 'source_missing', 'The frames are missing.');
    expect(describeRefusal(error, de, 'de')).toBe(de.refused.source_missing);
  });
});

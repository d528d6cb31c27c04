import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../web/api/client.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';
import { describeError } from '../../../web/page/describe-error.ts';

const conflict = new ApiError(409, 'wrong_status', 'Cannot cancel a timelapse that is completed.', 'Wait.');

describe('what is said of a request that did not work', () => {
  it.each([
    ['the words of the server, with its remedy', conflict, en, `${conflict.message} Wait.`],
    ['the same in German, by its code', conflict, de, de.refused.wrong_status],
    ['the words of the server for a code that is not known', new ApiError(409, 'new', 'New.'), de, 'New.'],
    ['who may change things, to those who may not', new ApiError(403, 'admin_only', 'No.'), en, en.view_only],
    ['that the session has ended', new ApiError(401, 'http_401', ''), en, en.lost.session.text],
    ['that a proxy answered instead', new ApiError(502, 'http_502', ''), en, en.request_unreachable],
    ['nothing more where nothing is known', new Error('boom'), en, en.request_failed],
  ])('is %s', (_name, error, texts, said) => expect(describeError(error, texts)).toBe(said));
});

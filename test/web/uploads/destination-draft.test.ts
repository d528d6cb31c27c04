import { describe, expect, it } from 'vitest';
import { newDestinationSchema } from '../../../src/shared/uploads.ts';
import {
  bodyOf,
  type DestinationDraft,
  fieldsOf,
  missingFields,
  NEW_DESTINATION,
} from '../../../web/uploads/destination-draft.ts';

const FILLED: DestinationDraft = {
  ...NEW_DESTINATION,
  ...{ name: 'Mine', url: 'https://x.org', bucket: 'videos', user: 'ada', secret: 'x' },
};

describe('what is typed of a destination', () => {
  it.each(['s3', 'webdav'] as const)(
    'is what the server takes of %s, with nothing of the other kind',
    (kind) => {
      const draft = { ...FILLED, kind };
      expect(newDestinationSchema.parse(bodyOf(draft))).toMatchObject({ kind, secret: 'x' });
      expect(missingFields(draft, true)).toEqual([]);
    },
  );

  it('may leave out what is optional, and a secret that is saved', () => {
    const empty = { ...NEW_DESTINATION, kind: 's3' } as const;
    expect(missingFields(empty, true)).toEqual(['name', 'url', 'bucket', 'user', 'secret']);
    expect(missingFields(empty, false)).toEqual(['name', 'url', 'bucket', 'user']);
    expect('secret' in bodyOf(empty)).toBe(false);
    expect(fieldsOf('webdav')).not.toContain('bucket');
  });
});

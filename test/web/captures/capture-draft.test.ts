import { describe, expect, it } from 'vitest';
import { newCaptureSchema } from '../../../src/shared/capture.ts';
import type { WireEntity } from '../../../web/contract.ts';
import {
  camerasFirst,
  type CaptureDraft,
  FIRST_DRAFT,
  invalidFields,
  onlyCamera,
  toNewCapture,
} from '../../../web/captures/capture-draft.ts';

const GOOD: CaptureDraft = { ...FIRST_DRAFT, name: 'Plant', address: 'http://192.168.1.20/still.jpg' };

describe('a draft of a capture', () => {
  it.each<[Partial<CaptureDraft>, string[]]>([
    [{}, []],
    [{ name: '  ' }, ['name']],
    [{ name: '🌱'.repeat(200) }, []],
    [{ name: 'x'.repeat(201) }, ['name']],
    [{ camera: '' }, ['camera']],
    [{ camera: 'image.mk4', address: '' }, []],
    [{ address: '' }, ['still_image_url']],
    [{ address: 'file:///etc/passwd' }, ['still_image_url']],
    [{ address: 'not an address' }, ['still_image_url']],
    [{ address: ' 192.168.1.20:8080/still.jpg ' }, []],
    [{ address: 'https://us:pw@camera.local/?now=1' }, []],
    [{ interval: Number.NaN }, ['interval_seconds']],
    [{ interval: 0.5 }, ['interval_seconds']],
    [{ interval: 1.5 }, []],
    [{ interval: 3601 }, ['interval_seconds']],
    [{ most: 49 }, ['max_pictures']],
    [{ most: 50.5 }, ['max_pictures']],
    [{ name: '', camera: '', most: Number.NaN }, ['name', 'camera', 'max_pictures']],
  ])('with %j has to be corrected in %j, as the server has it', (change, fields) => {
    const draft = { ...GOOD, ...change };
    expect(invalidFields(draft)).toEqual(fields);
    expect(newCaptureSchema.safeParse(toNewCapture(draft)).success).toBe(fields.length === 0);
  });

  it('is sent with an entity or an address, never both', () => {
    expect(toNewCapture({ ...GOOD, name: ' Plant ', address: 'cam.local/still' })).toEqual({
      name: 'Plant',
      still_image_url: 'http://cam.local/still',
      interval_seconds: 5,
      max_pictures: 2000,
    });
    expect(toNewCapture({ ...GOOD, camera: 'camera.garden' })).toEqual({
      name: 'Plant',
      camera: 'camera.garden',
      interval_seconds: 5,
      max_pictures: 2000,
    });
  });
});

describe('the cameras to choose from', () => {
  const entity = (id: string): WireEntity => ({ entity_id: id, name: id, domain: id.split('.')[0]! });
  const [one, two, image] = ['camera.a', 'camera.b', 'image.a'].map(entity) as [
    WireEntity,
    WireEntity,
    WireEntity,
  ];

  it('begin with real cameras', () => expect(camerasFirst([image, two, one])).toEqual([two, one, image]));

  it.each([
    [[image, one], one],
    [[one, two], null],
    [[image], null],
    [[], null],
  ])('of %j have %j chosen ahead', (entities, chosen) => expect(onlyCamera(entities)).toEqual(chosen));
});

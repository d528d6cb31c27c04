import { describe, expect, it } from 'vitest';
import type { WireTargets } from '../../../src/shared/places.ts';
import { placeRows } from '../../../web/sharing/place-rows.ts';
import { shareTextsEn as texts } from '../../../web/sharing/share-texts-en.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const upload = (change: Partial<WireTargets['uploads'][number]>): WireTargets['uploads'][number] => ({
  ...{ action: 'google_photos.upload', name: 'Google Photos', max_bytes: 20, reaches: true },
  accounts: [{ config_entry_id: 'a', name: 'Ada' }],
  ...change,
});

const rows = (targets: Partial<WireTargets>) =>
  placeRows(
    { notify: [], players: [], uploads: [], allowed_folders: [], ...targets },
    makeTimelapse({ file_size_bytes: 20 }),
    texts,
    (bytes) => `${bytes} B`,
  );

describe('the rows of places', () => {
  it('begin with what shows the video', () => {
    const notify = [
      { target: 'notify.mail', name: 'Mail', takes_video: false },
      { target: 'notify.mobile_app_x', name: 'X', takes_video: true },
    ];
    const players = [{ entity_id: 'media_player.tv', name: 'TV', is_available: false }];
    const found = rows({ notify, players, uploads: [upload({})] });
    expect(found.map(({ key }) => key)).toEqual([
      'notify.mobile_app_x',
      'media_player.tv',
      'google_photos.upload',
      'notify.mail',
    ]);
    expect(found.map(({ isPossible }) => isPossible)).toEqual([true, false, true, true]);
  });

  it.each([
    [upload({ reaches: false }), texts.outOfReach],
    [upload({ action: 'immich.upload_file', reaches: false }), texts.notInMedia],
    [upload({ max_bytes: 19 }), texts.tooLarge('19 B')],
  ])('say why something is not possible: %j', (each, about) => {
    expect(rows({ uploads: [each] })).toMatchObject([{ isPossible: false, about }]);
  });

  it('let choose between several accounts', () => {
    const accounts = [
      { config_entry_id: 'a', name: 'Ada' },
      { config_entry_id: 'b', name: 'Bob' },
    ];
    const [row] = rows({ uploads: [upload({ accounts })] });
    expect(row).toMatchObject({ accounts, about: texts.upload, isPossible: true });
    expect(row!.request('b')).toEqual({ kind: 'upload', action: 'google_photos.upload', account: 'b' });
    expect(rows({ uploads: [upload({})] })[0]).toMatchObject({ accounts: [], about: 'Ada' });
  });
});

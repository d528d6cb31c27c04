import { describe, expect, it } from 'vitest';
import type { IgnoredFolder } from '../../src/timelapses/ignored-folder-store.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import { decideFolderChange, sameLook } from '../../src/watcher/folder-change.ts';
import { makeLook, makeRecord } from '../helpers/make-record.ts';

const same = makeLook();
const more = makeLook({
  fingerprint: { count: 4, newestAt: 4000, lastName: 'frame_0004.jpg', totalBytes: 400 },
  newestName: 'frame_0004.jpg',
});
const fewer = makeLook({ fingerprint: { ...same.fingerprint, count: 2, totalBytes: 200 } });
const growing = makeLook({ newestSize: 120 });

const tombstone: IgnoredFolder = {
  id: 'gone',
  look: same,
  title: null,
  notes: null,
  pinned: false,
  discoveredAt: 0,
  createdAt: 0,
};

const video = {
  files: [{ kind: 'video', path: '/videos/Benchy.mp4', sizeBytes: 9 }],
} satisfies Partial<Timelapse>;

describe('a folder without a record', () => {
  it('is discovered', () => {
    expect(decideFolderChange(same, undefined, undefined, false)).toBe('discover');
  });

  it('stays away when the user has deleted it and nothing is new', () => {
    expect(decideFolderChange(same, undefined, tombstone, false)).toBe('ignored');
  });

  it('stays away when frames only went away since, and is remembered as it is now', () => {
    expect(decideFolderChange(fewer, undefined, tombstone, false)).toBe('ignored_changed');
  });

  it('comes back when new frames came', () => {
    expect(decideFolderChange(more, undefined, tombstone, false)).toBe('back_with_new_frames');
  });
});

/** What is decided of a record in each situation. */
const DECISIONS: [
  what: string,
  known: Partial<Timelapse>,
  look: typeof same,
  gone: boolean,
  decision: string,
][] = [
  ['is as it was', {}, same, false, 'unchanged'],
  ['is there again', { sourceMissing: true }, same, false, 'refresh'],
  ['got a frame while it waits', {}, more, false, 'refresh'],
  ['lost a frame while it waits', {}, fewer, false, 'refresh'],
  ['has a newest file that still grows', {}, growing, false, 'refresh'],
  ['holds other frames and has no video yet', {}, more, true, 'refresh'],
  ['got a frame while it is in the queue', { status: 'pending' }, more, false, 'refresh'],
  ['is as it was while it renders', { status: 'processing' }, same, false, 'unchanged'],
  ['got a frame while it renders', { status: 'processing' }, more, false, 'refresh'],
  ['is used again while it renders', { status: 'processing', ...video }, more, true, 'wait'],
  ['is as it was when done', { status: 'completed', ...video }, same, false, 'unchanged'],
  ['got a frame when done', { status: 'completed', ...video }, more, false, 'frames_added'],
  ['lost a frame when done', { status: 'completed', ...video }, fewer, false, 'refresh'],
  ['is used again when done', { status: 'completed', ...video }, more, true, 'new_print'],
  [
    'is used again, with fewer frames, when done',
    { status: 'completed', ...video },
    fewer,
    true,
    'new_print',
  ],
  ['is used again when a second render has failed', { status: 'failed', ...video }, more, true, 'new_print'],
  ['got a frame when failed', { status: 'failed' }, more, false, 'frames_added'],
  ['holds other frames when failed', { status: 'failed' }, fewer, true, 'frames_added'],
  ['is as it was when failed', { status: 'failed' }, same, false, 'unchanged'],
];

describe('a folder with a record', () => {
  it.each(DECISIONS)('that %s', (_what, known, look, gone, decision) => {
    expect(decideFolderChange(look, makeRecord(known), undefined, gone)).toBe(decision);
  });

  it('has new frames when they came during the render, though they were seen then', () => {
    const rendered = makeRecord({
      ...more,
      ...video,
      status: 'completed',
      renderedFingerprint: same.fingerprint,
    });
    expect(decideFolderChange(more, rendered, undefined, false)).toBe('frames_added');
  });
});

describe('two looks', () => {
  it('saw the same when frames, newest name and newest size agree', () => {
    expect(sameLook(same, { ...same, folderModifiedAt: 9, usualGapMs: 9, sample: [] })).toBe(true);
  });

  it.each([
    { newestName: 'frame_0002.jpg' },
    { newestSize: 101 },
    { fingerprint: { ...same.fingerprint, totalBytes: 301 } },
  ])('saw something else with %j', (change) => {
    expect(sameLook(same, { ...same, ...change })).toBe(false);
  });
});

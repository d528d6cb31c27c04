import { describe, expect, it } from 'vitest';
import type { IgnoredFolder } from '../../src/timelapses/ignored-folder-store.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import { decideFolderChange, isSameSnapshot } from '../../src/watcher/folder-change.ts';
import type { FrameChange } from '../../src/watcher/frame-change.ts';
import { makeSnapshot, makeRecord } from '../helpers/make-record.ts';

const same = makeSnapshot();
const more = makeSnapshot({
  fingerprint: { count: 4, newestAt: 4000, lastName: 'frame_0004.jpg', totalBytes: 400 },
  newestName: 'frame_0004.jpg',
});
const fewer = makeSnapshot({ fingerprint: { ...same.fingerprint, count: 2, totalBytes: 200 } });
const growing = makeSnapshot({ newestSize: 120 });

const tombstone: IgnoredFolder = {
  id: 'gone',
  snapshot: same,
  title: null,
  notes: null,
  pinned: false,
  discoveredAt: 0,
  createdAt: 0,
};

const video = {
  files: [{ kind: 'video', path: '/videos/Benchy.mp4', sizeBytes: 9 }],
} satisfies Partial<Timelapse>;

const NOTHING = { added: false, lost: false };
const ADDED = { added: true, lost: false };
const OTHERS = { added: true, lost: true };

describe('a folder without a record', () => {
  it('is discovered', () => {
    expect(decideFolderChange(same, undefined, undefined, NOTHING)).toBe('discover');
  });

  it('stays away when the user has deleted it and nothing is new', () => {
    expect(decideFolderChange(same, undefined, tombstone, NOTHING)).toBe('ignored');
  });

  it('stays away when frames only went away since, and is remembered as it is now', () => {
    expect(decideFolderChange(fewer, undefined, tombstone, NOTHING)).toBe('ignored_changed');
  });

  it('comes back when new frames came', () => {
    expect(decideFolderChange(more, undefined, tombstone, NOTHING)).toBe('back_with_new_frames');
  });

  it('comes back when fewer and older frames took the place of the earlier ones [1.7]', () => {
    expect(decideFolderChange(fewer, undefined, tombstone, ADDED)).toBe('back_with_new_frames');
  });
});

/** What is decided of a record in each situation. */
const DECISIONS: [
  what: string,
  known: Partial<Timelapse>,
  look: typeof same,
  frames: FrameChange,
  decision: string,
][] = [
  ['is as it was', {}, same, NOTHING, 'unchanged'],
  ['is there again', { sourceMissing: true }, same, NOTHING, 'refresh'],
  ['got a frame while it waits', {}, more, ADDED, 'refresh'],
  ['lost a frame while it waits', {}, fewer, NOTHING, 'refresh'],
  ['has a newest file that still grows', {}, growing, ADDED, 'refresh'],
  ['holds other frames and has no video yet', {}, more, OTHERS, 'refresh'],
  ['got a frame while it is in the queue', { status: 'pending' }, more, ADDED, 'refresh'],
  ['is as it was while it renders', { status: 'processing' }, same, NOTHING, 'unchanged'],
  ['got a frame while it renders', { status: 'processing' }, more, ADDED, 'refresh'],
  ['is used again while it renders', { status: 'processing', ...video }, more, OTHERS, 'wait'],
  ['is as it was when done', { status: 'completed', ...video }, same, NOTHING, 'unchanged'],
  ['got a frame when done', { status: 'completed', ...video }, more, ADDED, 'frames_added'],
  ['got a frame during the render', { ...more, status: 'completed', ...video }, more, ADDED, 'frames_added'],
  ['lost a frame when done', { status: 'completed', ...video }, fewer, NOTHING, 'refresh'],
  ['is used again when done', { status: 'completed', ...video }, more, OTHERS, 'new_print'],
  ['is used again while it waits to be rendered again [1.6]', video, more, OTHERS, 'new_print'],
  ['is used again in the queue [1.6]', { status: 'pending', ...video }, same, OTHERS, 'new_print'],
  ['is used again, with fewer frames [1.7]', { status: 'completed', ...video }, fewer, OTHERS, 'new_print'],
  ['is used again when a second render failed', { status: 'failed', ...video }, more, OTHERS, 'new_print'],
  ['got a frame when failed', { status: 'failed' }, more, ADDED, 'frames_added'],
  ['holds other frames when failed', { status: 'failed' }, fewer, OTHERS, 'frames_added'],
  ['is as it was when failed', { status: 'failed' }, same, NOTHING, 'unchanged'],
];

describe('a folder with a record', () => {
  it.each(DECISIONS)('that %s', (_what, known, look, frames, decision) => {
    expect(decideFolderChange(look, makeRecord(known), undefined, frames)).toBe(decision);
  });
});

describe('two scans', () => {
  it('saw the same when frames, newest name and newest size agree', () => {
    expect(isSameSnapshot(same, { ...same, folderModifiedAt: 9, usualGapMs: 9, sample: [] })).toBe(true);
  });

  it.each([
    { newestName: 'frame_0002.jpg' },
    { newestSize: 101 },
    { fingerprint: { ...same.fingerprint, totalBytes: 301 } },
  ])('saw something else with %j', (change) => {
    expect(isSameSnapshot(same, { ...same, ...change })).toBe(false);
  });
});

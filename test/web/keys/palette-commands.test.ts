import { afterEach, expect, it } from 'vitest';
import { archive, viewer } from '../../../web/api/viewer.ts';
import type { KeyHost } from '../../../web/keys/key-host.ts';
import { paletteCommands } from '../../../web/keys/palette-commands.ts';
import { NO_FILTER } from '../../../web/state/route.ts';
import { density } from '../../../web/state/density.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const record = makeTimelapse({ id: 'a', title: 'Benchy' });
const done: string[] = [];
const host = {
  isGallery: true,
  act: (action: string) => done.push(action),
  openTrash: () => done.push('trash'),
  openFrames: () => done.push('frames'),
  page: {
    timelapses: { records: { state: { byId: new Map([['a', record]]) } } },
    router: { route: { state: { view: { name: 'gallery' }, filter: NO_FILTER } } },
    system: { state: { state: { queue: null } } },
  },
} as unknown as KeyHost;
const commands = () => paletteCommands(host, 'a', () => {});
const labels = (): string[] => commands().map(({ label }) => label);
const run = (name: string): void =>
  commands()
    .find(({ label }) => label === name)!
    .run();

afterEach(() => {
  archive.update(() => ({ folder: null, away: [] }));
  viewer.update(() => ({ may_change: true, name: null }));
});

it('the palette offers to archive where there is an archive', () => {
  expect(labels()).not.toContain('Archive: Benchy');
  archive.update(() => ({ folder: '/media/archive', away: [] }));
  run('Archive: Benchy');
  expect(done.pop()).toBe('archive');
});

it('the palette opens the trash and the frames, and changes the size of the cards', () => {
  run('Trash');
  run('Frames of finished videos');
  expect(done).toEqual(['trash', 'frames']);
  run('Show: List');
  expect(density.state).toBe('list');
  expect(labels()).not.toContain('Show: List');
  viewer.update(() => ({ may_change: false, name: null }));
  expect(labels()).not.toContain('Trash');
});

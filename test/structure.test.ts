import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/**
 * The folders (and the files beside them), lowest first: each may import only those before it, types included. A
 * folder that is new gets its place here.
 */
const ORDER = {
  src: [
    'shared',
    'lib',
    'overlay',
    'options',
    'config',
    'db',
    'timelapses',
    'recipes',
    'outbox',
    'media',
    'queue',
    'trash',
    'watcher',
    'print-jobs',
    'matching',
    'statistics',
    'joining',
    'capture',
    'share-copies',
    'rules',
    'uploads',
    'wire',
    'homeassistant/core',
    'homeassistant/cameras',
    'homeassistant/media',
    'homeassistant/places',
    'homeassistant/automation',
    'homeassistant/sensors',
    'homeassistant/mqtt',
    'homeassistant',
    'homeassistant/printers',
    'homeassistant/printer-videos',
    'moving',
    'archive',
    'maintenance',
    'previews',
    'print-data',
    'setup-check',
    'health',
    'version.ts',
    'http',
    'http/routes',
    'live',
    'wiring',
    'start-folders.ts',
    'sweep-left-overs.ts',
    'app.ts',
    'backup.ts',
    'main.ts',
    'engine/run',
    'engine/input',
    'engine/output',
    'engine/ffmpeg',
    'engine/measure',
    'engine/health',
    'engine/light',
    'engine/plan',
    'engine/steady',
    'engine/pixels',
    'engine/stages',
    'engine',
    'tools/package',
    'tools/support',
    'tools/bench',
    'tools/screenshots',
    'tools/test-ha',
    'tools',
  ],
  web: [
    'contract.ts',
    'state',
    'api',
    'timelapse',
    'format',
    'i18n',
    'util',
    'styles',
    'components',
    'page',
    'editing',
    'linking',
    'log',
    'archive',
    'gallery',
    'print-data',
    'stage',
    'together',
    'player',
    'moving',
    'rules',
    'uploads',
    'settings',
    'recipe',
    'bulk',
    'cutting',
    'sharing',
    'captures',
    'printers',
    'jobs',
    'statistics',
    'cleanup',
    'ignored',
    'trash',
    'help',
    'keys',
    'theme',
    'shell',
    'app',
    'main.ts',
    'icon-plugin.ts',
    'yaml-plugin.ts',
    'vite.config.ts',
  ],
};

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g;

/** The folder of a file, or the file where it lies in the tree's top folder. */
function place(path: string): string {
  return dirname(path) === '.' ? path : dirname(path);
}

/** Every import of the tree, as places: from which, to which, in which file. */
function imports(tree: string): { file: string; from: string; to: string }[] {
  const top = join(ROOT, tree);
  return globSync('**/*.{ts,mts,mjs}', { cwd: top }).flatMap((file) => {
    const text = readFileSync(join(top, file), 'utf8');
    return [...text.matchAll(IMPORT)].flatMap(([, specifier]) => {
      const to = relative(top, join(top, dirname(file), specifier!));
      return to.startsWith('..') ? [] : [{ file, from: place(file), to: place(to) }];
    });
  });
}

describe.each(['src', 'web'] as const)('the folders of %s', (tree) => {
  const found = imports(tree);

  it('are all in the order', () => {
    const unknown = found.flatMap(({ from, to }) => [from, to]).filter((each) => !ORDER[tree].includes(each));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('import only those below them, so there is no way back up and no circle', () => {
    expect(found.length).toBeGreaterThan(200);
    const rank = (each: string): number => ORDER[tree].indexOf(each);
    const upwards = found.filter(({ from, to }) => rank(to) > rank(from));
    expect(upwards.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });
});

/**
 * Who may ask for files directly: what lies in the data folder or beside the app, and what runs in a process that can
 * be given up. Everyone else goes through the guard of `lib/share-calls.ts`, for a share may never answer.
 */
const DIRECTLY = [
  'backup.ts',
  'config/config.ts',
  'db/',
  'engine/',
  'homeassistant/mqtt/poster-picture.ts',
  'homeassistant/mqtt/mqtt-device.ts',
  'homeassistant/printer-videos/fetch-video.ts',
  'http/static.ts',
  'lib/capture-lines.ts',
  'lib/copy-parts.ts',
  'lib/files.ts',
  'lib/flush.ts',
  'lib/open-file.ts',
  'lib/process-tree.ts',
  'lib/write-file-atomic.ts',
  'lib/write-new-file.ts',
  'media/poster.ts',
  'media/small-picture.ts',
  'options/options-file.ts',
  'previews/picture-cache.ts',
  'previews/read-frames.ts',
  'queue/oom-watch.ts',
  'queue/save-run-log.ts',
  'queue/work-folder.ts',
  'setup-check/',
  'start-folders.ts',
  'share-copies/make-copy.ts',
  'share-copies/read-grey.ts',
  'sweep-left-overs.ts',
  'tools/',
  'uploads/secret-key.ts',
  'version.ts',
  'watcher/find-videos.ts',
  'watcher/scan-folder.ts',
  'watcher/scan-process.ts',
  'watcher/unused-pictures.ts',
];

it('files that may lie on a share are asked for through the guard [1.2]', () => {
  const asking = globSync('**/*.{ts,mts,mjs}', { cwd: join(ROOT, 'src') }).filter((file) =>
    /from 'node:fs(\/promises)?'/.test(readFileSync(join(ROOT, 'src', file), 'utf8')),
  );
  const unguarded = asking.filter((file) => !DIRECTLY.some((each) => file.startsWith(each)));
  // Only constants.
  expect(unguarded).toEqual(['maintenance/find-unremovable.ts']);
});

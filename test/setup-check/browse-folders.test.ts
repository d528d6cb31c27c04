import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { browseFolders } from '../../src/setup-check/browse-folders.ts';
import type { FolderListing } from '../../src/setup-check/folder-protocol.ts';
import { makeFolders } from '../helpers/start-app.ts';

it('leaves out roots that are not there, and follows a root that is a link', async () => {
  const { data, source } = await makeFolders();
  const link = join(data, 'link');
  await symlink(source, link);
  expect(await browseFolders([link, source, '/no/such/root'], null)).toMatchObject({
    folders: [{ path: source }],
  });
  await mkdir(join(source, 'x'));
  expect(await browseFolders([link], join(link, 'x'))).toMatchObject({
    ok: true,
    path: join(source, 'x'),
    parent: source,
  });
});

it('leads from a root back to the list of roots, or to another root above it', async () => {
  const { data, source } = await makeFolders();
  expect(await browseFolders([source], source)).toMatchObject({ parent: null });
  expect(await browseFolders([data, join(data, '..')], data)).toMatchObject({ parent: join(data, '..') });
});

it('reports the names before it follows links and counts', async () => {
  const { source } = await makeFolders();
  await mkdir(join(source, 'folder'));
  await symlink(join(source, 'folder'), join(source, 'link'));
  const reported: FolderListing[] = [];
  const last = await browseFolders([source], source, (listing) => reported.push(listing));
  const namesOf = (listing: FolderListing) => listing.folders.map(({ name }) => name);
  expect(reported.map(namesOf)).toEqual([['folder'], ['folder', 'link']]);
  expect(last).toMatchObject({ folders: [{ imageCount: 0 }, { imageCount: 0 }] });
});

import type { RefusalCode } from '../../shared/error-codes.ts';
import { AppError } from '../../lib/errors.ts';
import type { Options } from '../../options/catalogue.ts';
import type { SettingsService } from '../../options/settings-service.ts';
import type { FolderProcesses } from '../../setup-check/folder-processes.ts';
import type { FolderListing, Refused } from '../../setup-check/folder-protocol.ts';
import { testConfiguration } from '../../setup-check/test-configuration.ts';
import type { FolderCause, WireEntity, WireFolderList } from '../../shared/settings.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'getSettings' | 'changeSettings' | 'testSettings' | 'listFolders' | 'listEntities';

export interface SettingsRouteDeps {
  settings: SettingsService;
  folders: FolderProcesses;
  /** Null outside Home Assistant. */
  mediaRoot: string | null;
  options: () => Options;
  /** Folders that can be chosen, with everything below them. */
  folderRoots: () => string[];
  entities: () => Promise<WireEntity[]>;
}

export function settingsRoutes(deps: SettingsRouteDeps): Pick<Handlers, Names> {
  const { settings, folders, mediaRoot } = deps;
  return {
    async getSettings() {
      return { status: 200, body: settings.read() };
    },
    async changeSettings({ body }) {
      return { status: 200, body: await settings.change(body.options) };
    },
    async testSettings({ body }) {
      const { options, problems } = body?.options
        ? settings.preview(body.options)
        : { options: deps.options(), problems: settings.read().problems };
      const savedEngine = deps.options().timelapse_flickerfree_path;
      const report = await testConfiguration(options, problems, { folders, mediaRoot, savedEngine });
      return { status: 200, body: report };
    },
    async listFolders({ query }) {
      const path = query.path64 ?? query.path ?? null;
      const { list } = await folders.ask({ list: { roots: deps.folderRoots(), path } });
      if (!list?.ok) throw cannotList(path, list);
      return { status: 200, body: toWire(list) };
    },
    async listEntities({ query: { domain } }) {
      const domains = domain === undefined ? null : [domain].flat();
      const entities = await deps.entities();
      return { status: 200, body: entities.filter((each) => domains?.includes(each.domain) ?? true) };
    },
  };
}

function toWire({ path, parent, folders }: FolderListing): WireFolderList {
  return {
    path,
    parent,
    folders: folders.map(({ name, path: at, imageCount }) => ({ name, path: at, image_count: imageCount })),
  };
}

/** @param why undefined = no answer in time */
function cannotList(path: string | null, why: Refused | undefined): AppError {
  const named = `The folder "${path}"`;
  const fail = (
    code: RefusalCode,
    status: number,
    cause: FolderCause,
    message: string,
    remedy: string,
  ): AppError =>
    new AppError(code, message, { status, detail: { in: 'query', field: 'path', cause }, remedy });
  switch (why?.code) {
    case undefined:
      return fail(
        'not_found',
        404,
        'no_answer',
        `${named} is not responding.`,
        'Check that its share is mounted, then try again.',
      );
    case 'outside':
      return fail('forbidden', 403, 'outside', `${why?.message}.`, 'Choose a folder in one of those listed.');
    case 'EACCES':
    case 'EPERM':
      return fail(
        'forbidden',
        403,
        'no_permission',
        `The app is not allowed to read ${named}.`,
        'Give the app permission to read it.',
      );
    case 'ENAMETOOLONG':
      return fail('not_found', 404, 'too_long', 'The path is too long.', 'Enter the path of a folder.');
    default:
      return fail(
        'not_found',
        404,
        'no_folder',
        `${named} does not exist or is not a folder.`,
        'Choose one from the list.',
      );
  }
}

import { AppError } from '../../lib/errors.ts';
import type { Options } from '../../shared/options.ts';
import type { SettingsService } from '../../settings/settings-service.ts';
import type { FolderProcesses } from '../../system/folder-processes.ts';
import type { FolderListing, Refused } from '../../system/folder-protocol.ts';
import { testConfiguration } from '../../system/test-configuration.ts';
import type { FolderCause, WireFolderList } from '../../shared/settings.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'getSettings' | 'changeSettings' | 'testSettings' | 'listFolders';

export interface SettingsRouteParts {
  settings: SettingsService;
  folders: FolderProcesses;
  /** Home Assistant's media folder; null = stand-alone. */
  mediaRoot: string | null;
  /** The options in effect. */
  options: () => Options;
  /** The folders that may be chosen from, with everything in them. */
  folderRoots: () => string[];
}

/** Handlers for the options: read, change, test, and choose folders for them. */
export function settingsRoutes(parts: SettingsRouteParts): Pick<Handlers, Names> {
  const { settings, folders, mediaRoot } = parts;
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
        : { options: parts.options(), problems: settings.read().problems };
      return { status: 200, body: await testConfiguration(options, problems, { folders, mediaRoot }) };
    },
    async listFolders({ query }) {
      const path = query.path ?? null;
      const { list } = await folders.ask({ list: { roots: parts.folderRoots(), path } });
      if (!list?.ok) throw cannotList(path, list);
      return { status: 200, body: toWire(list) };
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

/** @param why undefined when there was no answer in time */
function cannotList(path: string | null, why: Refused | undefined): AppError {
  const named = `The folder "${path}"`;
  const fail = (
    code: string,
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
        `${named} gives no answer.`,
        'See that its share is there, then look again.',
      );
    case 'outside':
      return fail(
        'forbidden',
        403,
        'outside',
        `${why?.message}.`,
        'Leave the path out to see what may be chosen.',
      );
    case 'EACCES':
    case 'EPERM':
      return fail(
        'forbidden',
        403,
        'no_permission',
        `${named} may not be read by the app.`,
        'Give the app the right to read it.',
      );
    case 'ENAMETOOLONG':
      return fail('invalid_request', 400, 'too_long', 'The path is too long.', 'Give the path of a folder.');
    default:
      return fail(
        'not_found',
        404,
        'no_folder',
        `${named} is not there, or is no folder.`,
        'Choose one that is listed.',
      );
  }
}

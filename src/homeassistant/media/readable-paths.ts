import { z } from 'zod';
import type { Files } from '../../lib/files.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import { below } from './media-address.ts';

const configSchema = z.object({ allowlist_external_dirs: z.array(z.string()).default([]) });

export interface ReadablePathsDeps {
  core: Pick<CoreConnection, 'send' | 'onReady'>;
  files: Pick<Files, 'realPath'>;
}

/** What Home Assistant's actions may read by its path. */
export class ReadablePaths {
  readonly #deps: ReadablePathsDeps;
  #allowed: readonly string[] | null = null;

  constructor(deps: ReadablePathsDeps) {
    this.#deps = deps;
    // They only change when it restarts.
    deps.core.onReady(() => {
      this.#allowed = null;
    });
  }

  /** With links followed, as its `is_allowed_path` does; null = it may not read it, or that is unknown. Never throws. */
  async of(path: string): Promise<string | null> {
    const [allowed, realPath] = await Promise.all([
      this.allowedFolders().catch(() => []),
      this.#deps.files.realPath(path).catch(() => null),
    ]);
    return realPath !== null && isReadable(realPath, allowed) ? realPath : null;
  }

  /** @throws AppError `core_away`, `core_refused` */
  async allowedFolders(): Promise<readonly string[]> {
    if (this.#allowed !== null) return this.#allowed;
    const config = await this.#deps.core.send<unknown>({ type: 'get_config' });
    const { allowlist_external_dirs: allowed } = configSchema.parse(config);
    this.#allowed = allowed;
    return allowed;
  }
}

/** @param realPath with links followed */
export function isReadable(realPath: string, allowedFolders: readonly string[]): boolean {
  return allowedFolders.some((folder) => below(folder, realPath) !== null);
}

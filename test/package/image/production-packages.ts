import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

interface Lock {
  packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean; peer?: boolean }>;
}

/** Folders below the checkout that `npm ci --omit=dev --omit=optional` installs. */
export function productionPackages(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path]) => path);
}

/** Puts them into an image, out of the checkout: what the same command would fetch anew. */
export function copyProductionPackages(root: string, lock: Lock, target: string): void {
  for (const path of productionPackages(lock)) {
    if (!existsSync(join(root, path))) continue;
    const nested = join(root, path, 'node_modules');
    cpSync(join(root, path), join(target, path), {
      recursive: true,
      filter: (source) =>
        source !== nested && !/\/sqlite3\/(deps|src|build\/(?!Release$|Release\/node_sqlite3))/.test(source),
    });
  }
}

import * as icons from '@mdi/js';
import type { Plugin } from 'vite';

const IMPORT = /import \{([^}]*)\} from '@mdi\/js';/g;

/**
 * Puts each icon where it is used: as one module, the icons of all parts of the page would come with its first view.
 */
export function iconsInPlace(): Plugin {
  const all = icons as unknown as Readonly<Record<string, string>>;
  const constant = (name: string): string => {
    const path = all[name];
    if (path === undefined) throw new Error(`There is no icon "${name}".`);
    return `const ${name}=${JSON.stringify(path)};`;
  };
  return {
    name: 'icons-in-place',
    enforce: 'pre',
    transform(code) {
      if (!code.includes("from '@mdi/js'")) return null;
      const namesIn = (list: string): string[] =>
        list
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean);
      // On the line of the import, so that all lines stay where they are.
      return code.replaceAll(IMPORT, (whole, list: string) => {
        const lines = '\n'.repeat(whole.split('\n').length - 1);
        return namesIn(list).map(constant).join('') + lines;
      });
    },
  };
}

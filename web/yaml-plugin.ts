import type { Plugin } from 'vite';
import { parse } from 'yaml';

export function yaml(): Plugin {
  return {
    name: 'yaml',
    transform: (text, id) =>
      id.endsWith('.yaml') ? { code: `export default ${JSON.stringify(parse(text))};`, map: null } : null,
  };
}

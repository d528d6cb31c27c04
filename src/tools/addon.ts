import { join, resolve } from 'node:path';
import { writeAppFolder } from './package/app-folder.ts';

/*
 * npm run addon [-- <folder>]: a folder to copy to Home Assistant's /addons and build there, for testing unreleased
 * versions.
 */

const ROOT = join(import.meta.dirname, '../..');
const [wanted] = process.argv.slice(2);
const target = wanted
  ? resolve(process.env.INIT_CWD ?? '.', wanted)
  : join(ROOT, 'dist/addon/printernizer-timelapse');

await writeAppFolder(ROOT, target);
console.log(`The app is in ${target}.`);
console.log(
  'Copy that folder to /addons of Home Assistant, then: Settings → Apps → App store → ⋮ → Check for updates.',
);

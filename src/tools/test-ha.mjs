/*
 * npm run test:ha: installs a real Home Assistant Core from PyPI into a private folder and runs
 * test/homeassistant-core against it. If that is not possible, it says why and succeeds.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { nodePath, ROOT, run, setUp } from './set-up.mjs';
import { installHomeAssistant } from './test-ha/install.mjs';

const RESULTS = join(ROOT, 'dist/test-ha-results.json');

rmSync(RESULTS, { force: true });
setUp();
build();
const installed = installHomeAssistant(join(ROOT, '.cache/home-assistant'));
if (typeof installed === 'string') {
  console.log(`skipped: the tests against a real Home Assistant, because ${installed}.`);
} else {
  const broker = installed.broker ? 'with Mosquitto' : 'without a broker (skipped: the tests of MQTT)';
  console.log(`Testing against Home Assistant ${installed.version} ${broker} …`);
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const config = 'test/homeassistant-core/vitest.config.ts';
  run(nodePath(), [vitest, 'run', '--config', config, ...process.argv.slice(2)]);
}

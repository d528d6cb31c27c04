import { mkdir, writeFile } from 'node:fs/promises';
import type { Core } from './core.ts';

/** Domain of a small integration of our own, for what Core offers no call for. */
export const TEST_TOOLS = 'timelapse_test_tools';

/** Statistics are made every five minutes; this makes those of the current five minutes now. */
const CODE = `
from homeassistant.components.recorder import get_instance
from homeassistant.components.recorder.tasks import StatisticsTask
from homeassistant.util import dt as dt_util


async def async_setup(hass, config):
    async def compile_statistics(call):
        now = dt_util.utcnow()
        start = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
        get_instance(hass).queue_task(StatisticsTask(start, False))

    hass.services.async_register("${TEST_TOOLS}", "compile_statistics", compile_statistics)
    return True
`;

const MANIFEST = {
  domain: TEST_TOOLS,
  name: 'Test tools',
  codeowners: [],
  dependencies: ['recorder'],
  documentation: 'https://github.com/schmacka/printernizer-timelapse',
  iot_class: 'calculated',
  requirements: [],
  version: '1.0.0',
};

/** Puts the integration into a house that is not started yet. */
export async function useTestTools(core: Core): Promise<void> {
  const folder = core.path('custom_components', TEST_TOOLS);
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/manifest.json`, JSON.stringify(MANIFEST));
  await writeFile(`${folder}/__init__.py`, CODE);
}

/** Makes the statistics of the current five minutes; they are there a moment later. */
export async function compileStatistics(core: Core): Promise<void> {
  await core.call(`${TEST_TOOLS}.compile_statistics`);
}

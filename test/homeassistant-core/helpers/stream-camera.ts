import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putFrames } from '../../fixtures/make-frames.ts';
import type { Core } from './core.ts';

const CAMERA = `
import os

from homeassistant.components.camera import Camera, CameraEntityFeature


class StreamCamera(Camera):
    _attr_supported_features = CameraEntityFeature.STREAM

    def __init__(self, entry):
        super().__init__()
        self._attr_unique_id = entry.entry_id
        self._attr_name = entry.title
        self._folder = entry.data["folder"]
        self._count = 0
        self.stuck = False

    async def async_camera_image(self, width="snapshot", height=None):
        # Only camera.snapshot gives no size.
        if not self.stuck or width == "snapshot":
            self._count += 1
        names = sorted(os.listdir(self._folder))
        path = os.path.join(self._folder, names[self._count % len(names)])
        return await self.hass.async_add_executor_job(lambda: open(path, "rb").read())


async def async_setup_entry(hass, entry, add):
    camera = StreamCamera(entry)
    add([camera])

    async def stick(call):
        camera.stuck = call.data["stuck"]

    hass.services.async_register(entry.domain, "stick", stick)
`;

const INIT = `
async def async_setup_entry(hass, entry):
    await hass.config_entries.async_forward_entry_setups(entry, ["camera"])
    return True
`;

const FLOW = `
from homeassistant.config_entries import ConfigFlow


class Flow(ConfigFlow, domain="stream_camera"):
    VERSION = 1
`;

/** A camera with a stream, `camera.<name>`: each picture is another one, unless `stream_camera.stick` makes it stick. */
export async function useStreamCamera(core: Core, name: string): Promise<void> {
  const folder = core.path('custom_components', 'stream_camera');
  const pictures = core.path('pictures');
  await putFrames(pictures, { frames: 12 });
  await mkdir(folder, { recursive: true });
  const manifest = {
    domain: 'stream_camera',
    name: 'stream_camera',
    codeowners: [],
    config_flow: true,
    documentation: 'https://github.com/schmacka/printernizer-timelapse',
    iot_class: 'local_polling',
    requirements: [],
    version: '1.0.0',
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, '__init__.py'), INIT);
  await writeFile(join(folder, 'config_flow.py'), FLOW);
  await writeFile(join(folder, 'camera.py'), CAMERA);
  await core.addIntegration({ domain: 'stream_camera', title: name, data: { folder: pictures } });
}

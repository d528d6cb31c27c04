import { mkdir, writeFile } from 'node:fs/promises';
import type { Core } from './core.ts';

/** Fired by whatever a video was brought to, with what was asked for and what came out. */
export const ARRIVED = 'timelapse_test_arrived';

const flow = (domain: string): string => `
from homeassistant.config_entries import ConfigFlow


class Flow(ConfigFlow, domain="${domain}"):
    VERSION = 1
`;

/** Checks its file as google_photos, onedrive and telegram_bot of Core do. */
const byPath = (domain: string, service: string, schema: string, path: string): string => `
from pathlib import Path

import voluptuous as vol

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_validation as cv


async def async_setup_entry(hass, entry):
    async def upload(call):
        path = ${path}
        if not await hass.async_add_executor_job(hass.config.is_allowed_path, path):
            raise HomeAssistantError(f"Cannot read {path}, no access to path")
        size = await hass.async_add_executor_job(lambda: Path(path).stat().st_size)
        hass.bus.async_fire("${ARRIVED}", {"action": "${domain}.${service}", "data": dict(call.data), "size": size})

    hass.services.async_register("${domain}", "${service}", upload, schema=vol.Schema({${schema}}))
    return True
`;

/** Resolves its file as immich of Core does. */
const IMMICH = `
from homeassistant.components.media_source import async_resolve_media


async def async_setup_entry(hass, entry):
    async def upload(call):
        media = await async_resolve_media(hass, call.data["file"]["media_content_id"], None)
        size = await hass.async_add_executor_job(lambda: media.path.stat().st_size)
        hass.bus.async_fire("${ARRIVED}", {"action": "immich.upload_file", "data": dict(call.data), "size": size})

    hass.services.async_register("immich", "upload_file", upload)
    return True
`;

/**
 * A phone with the companion app, and a television. Core lists its actions only where it can import its voice assistants,
 * whose libraries no test needs.
 */
const HOME = `
from functools import cache
from importlib import import_module

import voluptuous as vol

from homeassistant.helpers import config_validation as cv, service

NAMES = ["calendar", "camera", "climate", "cover", "fan", "light", "lock", "media_player", "notify", "remote", "todo", "update"]


@cache
def without_voices():
    return {name: import_module(f"homeassistant.components.{name}") for name in NAMES}


service._base_components = without_voices


async def async_setup_entry(hass, entry):
    async def notify(call):
        hass.bus.async_fire("${ARRIVED}", {"action": "notify.mobile_app_pixel", "data": dict(call.data)})

    schema = vol.Schema({vol.Required("message"): cv.string, vol.Optional("title"): cv.string, vol.Optional("data"): dict})
    hass.services.async_register("notify", "mobile_app_pixel", notify, schema=schema)
    await hass.config_entries.async_forward_entry_setups(entry, ["media_player"])
    return True
`;

const TELEVISION = `
from homeassistant.components import media_source
from homeassistant.components.media_player import MediaPlayerEntity, MediaPlayerEntityFeature
from homeassistant.components.media_player.browse_media import async_process_play_media_url


# As Google Cast does.
class Television(MediaPlayerEntity):
    _attr_name = "Television"
    _attr_unique_id = "television"
    _attr_supported_features = MediaPlayerEntityFeature.PLAY_MEDIA

    async def async_play_media(self, media_type, media_id, **kwargs):
        if media_source.is_media_source_id(media_id):
            item = await media_source.async_resolve_media(self.hass, media_id, self.entity_id)
            media_id, media_type = item.url, item.mime_type
        url = async_process_play_media_url(self.hass, media_id)
        self.hass.bus.async_fire("${ARRIVED}", {"action": "play", "url": url, "type": media_type})


async def async_setup_entry(hass, entry, add):
    add([Television()])
`;

async function put(core: Core, domain: string, files: Record<string, string>): Promise<void> {
  const folder = core.path('custom_components', domain);
  await mkdir(folder, { recursive: true });
  const manifest = {
    ...{ domain, name: domain, codeowners: [], config_flow: true, requirements: [], version: '1.0.0' },
    documentation: 'https://github.com/schmacka/printernizer-timelapse',
    iot_class: 'local_push',
    dependencies: ['media_source'],
  };
  await writeFile(`${folder}/manifest.json`, JSON.stringify(manifest));
  await writeFile(`${folder}/config_flow.py`, flow(domain));
  for (const [name, text] of Object.entries(files)) await writeFile(`${folder}/${name}`, text);
}

/**
 * Puts places into a house that is not started yet. Their accounts cannot be had in a test; their arguments and what they may
 * read are those of Core.
 */
export async function usePlaces(core: Core): Promise<void> {
  const named =
    'vol.Required("config_entry_id"): cv.string, vol.Required("filename"): vol.All(cv.ensure_list, [cv.string])';
  const google = byPath(
    'google_photos',
    'upload',
    `${named}, vol.Required("album"): cv.string`,
    'call.data["filename"][0]',
  );
  const onedrive = byPath(
    'onedrive',
    'upload',
    `${named}, vol.Required("destination_folder"): cv.string`,
    'call.data["filename"][0]',
  );
  const telegram = byPath(
    'telegram_bot',
    'send_video',
    'vol.Required("file"): cv.string, vol.Optional("caption"): cv.string, vol.Optional("parse_mode"): cv.string, vol.Optional("config_entry_id"): cv.string, vol.Optional("target"): list, vol.Optional("chat_id"): list',
    'call.data["file"]',
  );
  await put(core, 'google_photos', { '__init__.py': google });
  await put(core, 'onedrive', { '__init__.py': onedrive });
  await put(core, 'telegram_bot', { '__init__.py': telegram });
  await put(core, 'immich', { '__init__.py': IMMICH });
  await put(core, 'timelapse_home', { '__init__.py': HOME, 'media_player.py': TELEVISION });
  for (const domain of ['google_photos', 'onedrive', 'telegram_bot', 'immich', 'timelapse_home']) {
    await core.addIntegration({
      domain,
      title: `Account of ${domain}`,
      entryId: `account_of_${domain}`,
      data: {},
    });
  }
}

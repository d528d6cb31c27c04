import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import type { Part } from '../lib/part.ts';
import { createOptionsFile } from '../options/options-file.ts';
import { createOptionsPage } from '../options/options-page.ts';
import { SettingsService } from '../options/settings-service.ts';
import { OptionEffects } from '../timelapses/option-effects.ts';
import type { Shared } from './shared.ts';

export type OptionsArea = ReturnType<typeof createOptions>;

export function createOptions(shared: Shared, homeAssistant: HomeAssistant | null) {
  const { config, dataDir, options, loggers, emitter } = shared;
  const halt = new AbortController();
  const settings = new SettingsService({
    store: homeAssistant
      ? createOptionsPage(homeAssistant.supervisor.until(halt.signal))
      : createOptionsFile(dataDir),
    options,
    layers: config.layers,
    logger: loggers.app,
    announce: (names) => emitter.emit('settings.changed', { options: names }),
  });
  shared.notices.add(settings);
  const effects = new OptionEffects({ ...shared, logger: loggers.app });
  const parts: Part[] = [logLevel(shared), effects];
  return { settings, halt: () => halt.abort(), parts };
}

function logLevel({ options, loggers }: Shared): Part {
  let undo = () => {};
  return {
    start() {
      undo = options.onChange((next) => loggers.setLevel(next.log_level));
    },
    stop: () => undo(),
  };
}

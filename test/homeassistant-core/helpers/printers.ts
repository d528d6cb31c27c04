import { FakeOctoPrint } from '../../fakes/printers/fake-octo-print.ts';
import type { FakePrinter } from '../../fakes/printers/fake-printer.ts';
import { FakePrusaLink } from '../../fakes/printers/fake-prusa-link.ts';
import type { Core } from './core.ts';
import { useStandIn } from './stand-in-integration.ts';

/** A printer in the house of a test. */
export interface HousePrinter {
  /** What the app is to call it. */
  name: string;
  /** What its states are called. */
  words: { idle: string; printing: string; finished: string };
  /** Makes it do something. @param file name of the print, null when there is none */
  tell(core: Core, state: string, file: string | null): Promise<void>;
}

/** A printer that is known by two helpers only, and given to the app by its option `printers`. */
export const TEMPLATE_PRINTER = {
  configuration: {
    // Without initial values they keep theirs over a restart.
    input_text: { print_state: {}, print_file: {} },
    template: [
      {
        sensor: [
          {
            name: 'Workshop printer',
            unique_id: 'workshop',
            state: "{{ states('input_text.print_state') }}",
          },
          { name: 'Workshop file', unique_id: 'file', state: "{{ states('input_text.print_file') }}" },
        ],
      },
    ],
  },
  option: {
    name: 'Workshop',
    status_entity: 'sensor.workshop_printer',
    file_entity: 'sensor.workshop_file',
  },
};

const template: HousePrinter = {
  name: 'Workshop',
  words: { idle: 'idle', printing: 'printing', finished: 'finished' },
  async tell(core, state, file) {
    await core.call('input_text.set_value', { entity_id: 'input_text.print_file', value: file ?? '' });
    await core.call('input_text.set_value', { entity_id: 'input_text.print_state', value: state });
    await core.waitForState('sensor.workshop_printer', state);
  },
};

/** Unique ids as those of greghesp/ha-bambulab. */
export const bambu = {
  domain: 'bambu_lab',
  device: 'X1C in the cellar',
  sensors: {
    '00M00A1_print_status': 'Print status',
    '00M00A1_subtask_name': 'Task name',
    '00M00A1_gcode_file': 'G-code filename',
    '00M00A1_start_time': 'Start time',
    '00M00A1_stage': 'Current stage',
    '00M00A1_current_layer': 'Current layer',
  },
};

/** Unique ids as those of marcolivierarsenault/moonraker-home-assistant. */
const moonraker = {
  domain: 'moonraker',
  device: 'Voron',
  sensors: {
    voron1_print_state: 'Current print state',
    voron1_filename: 'Filename',
    voron1_current_layer: 'Current layer',
  },
};

/** Unique ids as those of 3dg1luk43/ha_creality_ws; the file is an attribute of the status. */
const creality = {
  domain: 'ha_creality_ws',
  device: 'K1 Max',
  sensors: {
    '192.168.1.7-print_status': 'Print Status',
    '192.168.1.7-print_progress': 'Print Progress',
    '192.168.1.7-current_layer': 'Working Layer',
  },
};

/** Unique ids as those of danielcherubini/elegoo-homeassistant. */
const elegoo = {
  domain: 'elegoo_printer',
  device: 'Centauri Carbon',
  sensors: {
    a1b2_print_status: 'Print Status',
    a1b2_current_status: 'Current Status',
    a1b2_filename: 'File Name',
    a1b2_begin_time: 'Begin Time',
    a1b2_current_layer: 'Current Layer',
  },
};

/** Printers of real and stand-in integrations, which a house gets before its first start. */
export class PrinterFleet {
  readonly all: Record<string, HousePrinter> = { template };
  readonly #servers: FakePrinter[] = [];

  /** Sets all integrations up. */
  async moveIn(core: Core): Promise<void> {
    for (const standIn of [bambu, moonraker, creality, elegoo]) await useStandIn(core, standIn);
    this.all.bambu_lab = reported(bambu, ['00M00A1_print_status', '00M00A1_subtask_name'], {
      idle: 'idle',
      printing: 'running',
      finished: 'finish',
    });
    this.all.moonraker = reported(moonraker, ['voron1_print_state', 'voron1_filename'], {
      idle: 'standby',
      printing: 'printing',
      finished: 'complete',
    });
    this.all.elegoo_printer = reported(elegoo, ['a1b2_print_status', 'a1b2_filename'], {
      idle: 'idle',
      printing: 'printing',
      finished: 'complete',
    });
    this.all.ha_creality_ws = crealityPrinter;
    await this.#addPrusaLink(core);
    await this.#addOctoPrint(core);
  }

  async leave(): Promise<void> {
    for (const server of this.#servers) await server.stop();
  }

  /** The integration is Core's own. */
  async #addPrusaLink(core: Core): Promise<void> {
    const server = await new FakePrusaLink({ state: 'IDLE', file: null }).start();
    this.#servers.push(server);
    const data = { host: `http://127.0.0.1:${server.port}`, username: 'maker', password: 'secret' };
    await core.addIntegration({ domain: 'prusalink', title: 'MK4', data, minorVersion: 2 });
    this.all.prusalink = polled('MK4', server, /_printer\.state$|_job\.filename$/, {
      idle: 'IDLE',
      printing: 'PRINTING',
      finished: 'FINISHED',
    });
  }

  /** The integration is Core's own. */
  async #addOctoPrint(core: Core): Promise<void> {
    const server = await new FakeOctoPrint({ state: 'Operational', file: null }).start();
    this.#servers.push(server);
    const data = {
      host: '127.0.0.1',
      port: server.port,
      path: '/',
      ssl: false,
      api_key: 'x',
      verify_ssl: true,
    };
    await core.addIntegration({ domain: 'octoprint', title: 'Ender', data, uniqueId: 'octo1' });
    this.all.octoprint = polled('OctoPrint', server, /^Current (State|File)-octo1$/, {
      idle: 'Operational',
      printing: 'Printing',
      finished: 'Operational',
    });
  }
}

type Words = HousePrinter['words'];

const crealityPrinter: HousePrinter = {
  name: creality.device,
  words: { idle: 'idle', printing: 'printing', finished: 'completed' },
  async tell(core, state, name) {
    const status = '192.168.1.7-print_status';
    const attributes = { [status]: { file: name ?? '', progress: 1 } };
    await core.call('ha_creality_ws.tell', { states: { [status]: state }, attributes });
  },
};

function reported(
  standIn: { domain: string; device: string },
  [status, file]: [string, string],
  words: Words,
): HousePrinter {
  return {
    name: standIn.device,
    words,
    async tell(core, state, name) {
      await core.call(`${standIn.domain}.tell`, { states: { [file]: name ?? '', [status]: state } });
    },
  };
}

/** Core asks such a printer every half a minute, and at once when told to. */
function polled(name: string, server: FakePrinter, uniqueIds: RegExp, words: Words): HousePrinter {
  return {
    name,
    words,
    async tell(core, state, file) {
      server.now = { state, file };
      const entities = await core.ask<{ entity_id: string; unique_id: string }[]>({
        type: 'config/entity_registry/list',
      });
      const ids = entities
        .filter(({ unique_id }) => uniqueIds.test(unique_id))
        .map(({ entity_id }) => entity_id);
      await core.call('homeassistant.update_entity', { entity_id: ids });
    },
  };
}

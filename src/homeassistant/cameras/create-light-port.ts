import type { LightPort, LightState } from '../../capture/capture-lights.ts';
import { AppError } from '../../lib/errors.ts';
import type { CoreAnswer, SupervisorClient } from '../core/supervisor-client.ts';

/** Which attribute has the colour, by the colour mode. Source: home-assistant/core, components/light. */
const COLOURS: Record<string, string> = {
  color_temp: 'color_temp_kelvin',
  hs: 'hs_color',
  xy: 'xy_color',
  rgb: 'rgb_color',
  rgbw: 'rgbw_color',
  rgbww: 'rgbww_color',
};

/** Nearly full: some lights never say 255. */
const FULL = 250;
/** Lights round, of 255. */
const BRIGHTNESS_TOLERANCE = 8;
/** Colours are rounded too: of their value, and at least so much. */
const COLOUR_TOLERANCE = { share: 0.03, least: { xy_color: 0.02, other: 3 } };

interface Light {
  isOn: boolean;
  /** Undefined for a light that knows only on and off, and for a switch. */
  brightness?: number;
  canDim: boolean;
  /** As `light.turn_on` takes it. */
  colour: Record<string, unknown>;
}

/** Lights and switches of Home Assistant. */
export function createLightPort(supervisor: Pick<SupervisorClient, 'core'>): LightPort {
  const call = async (entity: string, service: 'turn_on' | 'turn_off', data: object = {}): Promise<void> => {
    const [domain = ''] = entity.split('.');
    const body = { entity_id: entity, ...data };
    refuse(await supervisor.core('POST', `services/${domain}/${service}`, body));
  };
  return {
    async read(entity) {
      const answer = await supervisor.core('GET', `states/${entity}`);
      if (answer.status === 404) return 'gone';
      refuse(answer);
      return (toLight(answer.body) as LightState | null) ?? 'unavailable';
    },
    isOn: (state) => (state as unknown as Light).isOn,
    isDim(state) {
      const { isOn, canDim, brightness = 0 } = state as unknown as Light;
      return !isOn || (canDim && brightness < FULL);
    },
    isUnchanged: (now, since) => isUnchanged(now as unknown as Light, since as unknown as Light),
    turnUp: (entity, state) =>
      call(entity, 'turn_on', (state as unknown as Light).canDim ? { brightness_pct: 100 } : {}),
    async putBack(entity, before) {
      const { isOn, brightness, colour } = before as unknown as Light;
      if (isOn)
        await call(entity, 'turn_on', { ...(brightness === undefined ? {} : { brightness }), ...colour });
      else await call(entity, 'turn_off');
    },
  };
}

/** A light that fades becomes brighter for a while. */
function isUnchanged(now: Light, since: Light): boolean {
  if (!now.isOn) return false;
  const [before, after] = [since.brightness ?? FULL, now.brightness ?? FULL];
  if (now.canDim && after < Math.min(FULL, before) - BRIGHTNESS_TOLERANCE) return false;
  const [[name, colour] = []] = Object.entries(since.colour);
  if (name === undefined) return true;
  const { share, least } = COLOUR_TOLERANCE;
  const atLeast = name === 'xy_color' ? least.xy_color : least.other;
  const other = [now.colour[name]].flat().map(Number);
  return [colour].flat().every((value, index) => {
    const tolerance = Math.max(atLeast, Math.abs(Number(value)) * share);
    return Math.abs(Number(value) - (other[index] ?? Number.NaN)) <= tolerance;
  });
}

function toLight(body: unknown): Light | null {
  const { state, attributes = {} } = (body ?? {}) as { state?: string; attributes?: Record<string, unknown> };
  if (state !== 'on' && state !== 'off') return null;
  const modes = (attributes.supported_color_modes ?? []) as string[];
  const { brightness, color_mode: mode } = attributes;
  const name = COLOURS[String(mode)];
  return {
    isOn: state === 'on',
    canDim: modes.some((each) => each !== 'onoff'),
    ...(typeof brightness === 'number' ? { brightness } : {}),
    colour: name !== undefined && attributes[name] ? { [name]: attributes[name] } : {},
  };
}

function refuse({ status }: CoreAnswer): void {
  if (status >= 200 && status < 300) return;
  throw new AppError('core_refused', `Home Assistant answered ${status}.`, { status: 409 });
}

import { AppError } from '../../lib/errors.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import { DEVICE_NAME, ENTITIES, type Entity, type EntityValue, entityId } from './entities.ts';
import { orHalted } from '../core/or-halted.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** Maximum time for marking the sensors unavailable. */
const MAX_GOODBYE_MS = 2000;

export interface PostedStatesDeps {
  supervisor: SupervisorClient;
  core: Pick<CoreConnection, 'send'>;
  halt: AbortSignal;
}

interface Body {
  state: string;
  attributes: Record<string, unknown>;
}

/** Posted over REST: they have no device and are gone after a restart of Home Assistant, but need no setup. */
export class PostedStates {
  readonly #core: PostedStatesDeps['core'];
  readonly #halt: AbortSignal;
  readonly #supervisor: SupervisorClient;
  readonly #untilHalt: SupervisorClient;
  /** As JSON, by entity id. */
  readonly #posted = new Map<string, string>();

  constructor(deps: PostedStatesDeps) {
    this.#core = deps.core;
    this.#halt = deps.halt;
    this.#supervisor = deps.supervisor;
    this.#untilHalt = deps.supervisor.until(deps.halt);
  }

  /** Core has forgotten all states. */
  forget(): void {
    this.#posted.clear();
  }

  /** Posts changes. @throws AppError `core_away` or `supervisor_*` */
  async show(values: ReadonlyMap<Entity, EntityValue>): Promise<void> {
    for (const [entity, { state, attributes }] of values) {
      const body: Body = { state: state ?? 'unknown', attributes: { ...attributes, ...describe(entity) } };
      await this.#post(this.#untilHalt, entityId(entity), body);
    }
  }

  /** Never throws, and gives up after a while. */
  async markUnavailable(): Promise<void> {
    const goodbye = this.#supervisor.until(AbortSignal.timeout(MAX_GOODBYE_MS));
    const shown = ENTITIES.filter((each) => this.#posted.has(entityId(each)));
    const posts = shown.map((entity) =>
      this.#post(goodbye, entityId(entity), { state: 'unavailable', attributes: describe(entity) }),
    );
    await Promise.allSettled(posts);
    this.#posted.clear();
  }

  /**
   * Removed before entities with these ids are added another way, since they would get other ids otherwise. Registered
   * entities keep their state.
   *
   * @throws AppError when Core could not be asked
   */
  async remove(): Promise<void> {
    const ids = ENTITIES.map(entityId);
    const question = { type: 'config/entity_registry/get_entries', entity_ids: ids };
    const registered = await orHalted(this.#core.send<Record<string, unknown>>(question), this.#halt);
    for (const id of ids.filter((each) => !registered[each])) {
      const { status } = await this.#untilHalt.core('DELETE', `states/${id}`);
      if (status !== 200 && status !== 404) throw notTaken(id, status);
    }
    this.#posted.clear();
  }

  async #post(supervisor: SupervisorClient, id: string, body: Body): Promise<void> {
    const json = JSON.stringify(body);
    if (this.#posted.get(id) === json) return;
    // Core may have accepted it even if the answer is lost, so it has to be removed anyway.
    this.#posted.set(id, '');
    const { status } = await supervisor.core('POST', `states/${id}`, body);
    if (status !== 200 && status !== 201) throw notTaken(id, status);
    this.#posted.set(id, json);
  }
}

function describe({ name, icon, deviceClass, stateClass, unit, options }: Entity): Record<string, unknown> {
  return {
    friendly_name: `${DEVICE_NAME} ${name}`,
    ...(icon ? { icon } : {}),
    ...(deviceClass ? { device_class: deviceClass } : {}),
    ...(stateClass ? { state_class: stateClass } : {}),
    ...(unit ? { unit_of_measurement: unit } : {}),
    ...(options ? { options } : {}),
  };
}

function notTaken(id: string, status: number): AppError {
  const why = status === 502 ? 'it is starting or stopped' : `it answered ${status}`;
  return new AppError('core_away', `Home Assistant did not accept ${id}: ${why}.`, { status: 503 });
}

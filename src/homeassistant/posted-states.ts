import { AppError } from '../lib/errors.ts';
import type { CoreConnection } from './core-connection.ts';
import { DEVICE_NAME, ENTITIES, type Entity, type EntityValue, entityId } from './entities.ts';
import { orHalted } from './or-halted.ts';
import type { SupervisorClient } from './supervisor-client.ts';

/** How long saying goodbye may take, milliseconds. */
const GOODBYE_LIMIT_MS = 2000;

export interface PostedStatesParts {
  supervisor: SupervisorClient;
  core: Pick<CoreConnection, 'send'>;
  /** Ends what is under way. */
  halt: AbortSignal;
}

/** A state with all its attributes, as Core takes it. */
interface Body {
  state: string;
  attributes: Record<string, unknown>;
}

/**
 * The sensors as bare states of Home Assistant, posted over REST. They have no device and are gone after its restart,
 * but need nothing set up.
 */
export class PostedStates {
  readonly #core: PostedStatesParts['core'];
  readonly #halt: AbortSignal;
  readonly #supervisor: SupervisorClient;
  readonly #untilHalt: SupervisorClient;
  /** What Core has of us, as JSON, by entity id. */
  readonly #posted = new Map<string, string>();

  constructor(parts: PostedStatesParts) {
    this.#core = parts.core;
    this.#halt = parts.halt;
    this.#supervisor = parts.supervisor;
    this.#untilHalt = parts.supervisor.until(parts.halt);
  }

  /** Core has forgotten everything. */
  forget(): void {
    this.#posted.clear();
  }

  /** Posts what has changed. @throws AppError `core_away` or `supervisor_*` when something could not be posted */
  async show(values: ReadonlyMap<Entity, EntityValue>): Promise<void> {
    for (const [entity, { state, attributes }] of values) {
      const body: Body = { state: state ?? 'unknown', attributes: { ...attributes, ...describe(entity) } };
      await this.#post(this.#untilHalt, entityId(entity), body);
    }
  }

  /** Says that nothing is known any more; never throws, and gives up after a while. */
  async sayUnavailable(): Promise<void> {
    const goodbye = this.#supervisor.until(AbortSignal.timeout(GOODBYE_LIMIT_MS));
    const shown = ENTITIES.filter((each) => this.#posted.has(entityId(each)));
    const posts = shown.map((entity) =>
      this.#post(goodbye, entityId(entity), { state: 'unavailable', attributes: describe(entity) }),
    );
    await Promise.allSettled(posts);
    this.#posted.clear();
  }

  /**
   * Takes the states away, so that entities of these ids can come another way: they would get other ids as long as the
   * states are there. The state of an entity that Home Assistant has registered is its own already.
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
    // Core may have it though its answer is never heard: then it has to be taken back all the same.
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
  return new AppError('core_away', `Home Assistant did not take ${id}: ${why}.`, { status: 503 });
}

import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import { CoreConnection } from './core-connection.ts';
import { createSupervisorClient } from './supervisor-client.ts';
import { HomeAssistantUsers } from './users.ts';

/** A part of what the app does in Home Assistant; started and stopped with the app. */
export interface HomeAssistantPart {
  /** Begins to work; never throws, however ill Home Assistant is. */
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

export interface HomeAssistantParts {
  supervisor: { url: string; token: string };
  clock: Clock;
  emitter: Emitter<TimelapseEvents>;
  logger: Logger;
}

/** The two ways to Home Assistant, for the parts that use them, and who its users are. Only under the Supervisor. */
export type HomeAssistant = ReturnType<typeof createHomeAssistant>;

export function createHomeAssistant({ supervisor, clock, emitter, logger }: HomeAssistantParts) {
  const core = new CoreConnection({
    supervisor,
    clock,
    logger,
    onState: () => emitter.emit('system.changed', {}),
  });
  const users = new HomeAssistantUsers({ core, clock, logger });
  return { core, supervisor: createSupervisorClient(supervisor), users };
}

import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import type { Logger } from '../../lib/logger.ts';
import type { TimelapseEvents } from '../../timelapses/timelapse-events.ts';
import { CoreConnection } from './core-connection.ts';
import { createSupervisorClient } from './supervisor-client.ts';
import { HomeAssistantUsers } from './users.ts';

export interface HomeAssistantDeps {
  supervisor: { url: string; token: string };
  clock: Clock;
  emitter: Emitter<TimelapseEvents>;
  logger: Logger;
}

/** Only under the Supervisor. */
export type HomeAssistant = ReturnType<typeof createHomeAssistant>;

export function createHomeAssistant({ supervisor, clock, emitter, logger }: HomeAssistantDeps) {
  const core = new CoreConnection({
    supervisor,
    clock,
    logger,
    onState: () => emitter.emit('system.changed', {}),
  });
  const users = new HomeAssistantUsers({ core, clock, logger });
  return { core, supervisor: createSupervisorClient(supervisor), users };
}

import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { QueueWorker } from '../queue/queue-worker.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { Control } from './mqtt-link.ts';

export interface ControlParts {
  service: Pick<TimelapseService, 'processNext'>;
  queue: Pick<QueueWorker, 'setPaused'>;
  logger: Logger;
}

/** Does what users do with the button and the switch of the device; never throws. */
export async function useControl(control: Control, { service, queue, logger }: ControlParts): Promise<void> {
  try {
    if ('pause' in control) await queue.setPaused(control.pause);
    else await service.processNext();
  } catch (error) {
    logger.warn({ ...control, reason: messageOf(error) }, 'a control of the device could not be obeyed');
  }
}

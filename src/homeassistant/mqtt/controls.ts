import type { CaptureControl } from '../../capture/capture-control.ts';
import { AppError, messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { QueueWorker } from '../../queue/queue-worker.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { Control } from './mqtt-link.ts';
import { refusalText } from './refusal-text.ts';

/** Each notification replaces the previous one. */
const NOTIFICATION_ID = 'timelapse_control';

export interface ControlDeps {
  service: Pick<TimelapseService, 'processNext'>;
  queue: Pick<QueueWorker, 'setPaused'>;
  /** Null = no printers are watched. */
  control: CaptureControl | null;
  core: Pick<CoreConnection, 'send'>;
  logger: Logger;
}

/** Reports failures to the user; never throws. */
export async function useControl(control: Control, deps: ControlDeps): Promise<void> {
  const { core, logger } = deps;
  try {
    await run(control, deps);
  } catch (error) {
    logger.warn({ ...control, reason: messageOf(error) }, 'a control of the device could not be executed');
    // After pressing a button on a dashboard, nobody reads the log.
    await ignoringFailure(showRefusal(core, error), logger);
    return;
  }
  await ignoringFailure(notify(core, 'dismiss'), logger);
}

async function run(asked: Control, { service, queue, control }: ControlDeps): Promise<void> {
  if ('pause' in asked) await queue.setPaused(asked.pause);
  else if (!('printer' in asked)) await service.processNext();
  else if (control) {
    const printer = control.find(asked.printer);
    if ('capture' in asked) await control.change(printer, { capture_enabled: asked.capture });
    else await control.takePicture(printer);
  }
}

async function showRefusal(core: ControlDeps['core'], error: unknown): Promise<void> {
  const { language } = await core.send<{ language?: string }>({ type: 'get_config' });
  const code = error instanceof AppError ? error.code : 'internal_error';
  await notify(core, 'create', refusalText({ code, message: messageOf(error) }, language));
}

async function notify(core: ControlDeps['core'], service: string, texts: object = {}): Promise<void> {
  const service_data = { notification_id: NOTIFICATION_ID, ...texts };
  await core.send({ type: 'call_service', domain: 'persistent_notification', service, service_data });
}

async function ignoringFailure(work: Promise<void>, logger: Logger): Promise<void> {
  await work.catch((error: unknown) =>
    logger.debug({ reason: messageOf(error) }, 'a notification could not be sent'),
  );
}

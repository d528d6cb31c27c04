import { PictureError } from '../../capture/picture-source.ts';
import { AppError } from '../../lib/errors.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

const NOT_FOUND = 404;
/** The Supervisor's answer while Home Assistant is not running. */
const AWAY = [502, 503];

/**
 * The current picture of a `camera.*` or `image.*` entity. Source: home-assistant/core, components/camera and image,
 * `camera_proxy` and `image_proxy`.
 *
 * @throws PictureError
 */
export async function fetchCameraPicture(
  supervisor: Pick<SupervisorClient, 'coreFile'>,
  entity: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const [domain = ''] = entity.split('.');
  const { status, bytes } = await supervisor.coreFile(`${domain}_proxy/${entity}`, signal).catch(noAnswer);
  if (AWAY.includes(status)) throw new PictureError('no_answer', 'Home Assistant is not running');
  if (status === NOT_FOUND)
    throw new PictureError('http_error', `Home Assistant has no picture of ${entity}`);
  if (status !== 200) throw new PictureError('http_error', `Home Assistant answered ${status}`);
  if (bytes.length === 0) throw new PictureError('empty', 'Home Assistant sent nothing');
  return bytes;
}

function noAnswer(error: unknown): never {
  if (error instanceof AppError) throw new PictureError('no_answer', error.message.replace(/\.$/, ''), error);
  throw error;
}

import type { App } from './app.ts';

/*
 * Process entry. A stop may come at any moment, even during the start, so signals are handled before the rest of the
 * program is loaded.
 */

/** Home Assistant waits 30 s. */
const MAX_STOP_MS = 25_000;

let app: App | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Even if something hangs during the start, the next start recovers.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), MAX_STOP_MS).unref();
  // During the start there is nothing to stop yet; the start then ends with a stop.
  if (!app) return;
  await app.stop();
  // A child process stuck on a dead share must not keep the app alive: everything else has ended.
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('unhandledRejection', (reason) => console.error('ERROR: unhandled error:', reason));

const { startApp } = await import('./app.ts');
const { loadConfig } = await import('./config/config.ts');
const { isSecretName } = await import('./lib/child-environment.ts');
const { AppError } = await import('./lib/errors.ts');

try {
  const config = loadConfig(process.env);
  // The configuration holds them now, and no child process may inherit them.
  for (const name of Object.keys(process.env).filter(isSecretName)) delete process.env[name];
  app = await startApp(config);
  if (stopping) await app.stop().then(() => process.exit(0));
  console.log(`Open http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${app.port}/`);
} catch (error) {
  if (error instanceof AppError) console.error(`${error.message} ${error.remedy ?? ''}`);
  else console.error(error);
  process.exit(1);
}

import type { App } from './app.ts';

/*
 * Process entry: signals, configuration, start, exit code. A stop may come at any moment, during the start too, so
 * signals are heard before the rest of the program is even loaded.
 */

let app: App | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // Before the start is through there is nothing to stop yet; the start ends with a stop then.
  if (!app) return;
  await app.stop();
  // A process stuck on a hanging share must not keep us: everything of ours has ended.
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
process.on('unhandledRejection', (reason) => console.error('ERROR: an error was not handled:', reason));

const { startApp } = await import('./app.ts');
const { loadConfig } = await import('./config/config.ts');
const { AppError } = await import('./lib/errors.ts');

try {
  const config = loadConfig(process.env);
  app = await startApp(config);
  if (stopping) await app.stop().then(() => process.exit(0));
  console.log(`Open http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${app.port}/`);
} catch (error) {
  if (error instanceof AppError) console.error(`${error.message} ${error.remedy ?? ''}`);
  else console.error(error);
  process.exit(1);
}

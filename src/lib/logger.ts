import { type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/** From most to least verbose. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'fatal';

/** Home Assistant's names for levels that pino calls differently. */
const PINO_LEVEL: Record<LogLevel, string> = {
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  notice: 'info',
  warning: 'warn',
  error: 'error',
  fatal: 'fatal',
};

const LINE_LEVEL: Record<number, string> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARNING',
  50: 'ERROR',
  60: 'FATAL',
};

/** ERROR = someone has to act; WARN = the app recovers; INFO = a few lines per timelapse; DEBUG = everything else. */
export interface Loggers {
  app: Logger;
  watcher: Logger;
  queue: Logger;
  http: Logger;
  live: Logger;
  db: Logger;
  jobs: Logger;
  capture: Logger;
  shares: Logger;
  uploads: Logger;
  homeassistant: Logger;
  setLevel(level: LogLevel): void;
}

interface PinoLine {
  level: number;
  time: string;
  subsystem?: string;
  msg?: string;
  err?: { message?: string };
  [field: string]: unknown;
}

/** In the format of Home Assistant's log tab: `[12:00:00] INFO: (queue) text key=value`. */
export function readableLine(json: string): string {
  const { level, time, subsystem, msg, err, pid, hostname, ...fields } = JSON.parse(json) as PinoLine;
  void pid;
  void hostname;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const facts = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  if (err?.message) facts.push(`error=${JSON.stringify(err.message)}`);
  const text = [msg ?? '', ...facts].join(' ').replaceAll(/[\r\n]+/g, ' ');
  return `[${clock}] ${LINE_LEVEL[level] ?? level}: ${subsystem ? `(${subsystem}) ` : ''}${text}\n`;
}

/**
 * @param options.json pino's JSON lines instead of readable ones
 * @param options.write output; tests collect the lines
 */
export function createLoggers(options: {
  level: LogLevel;
  json?: boolean;
  write?: (line: string) => void;
}): Loggers {
  const write = options.write ?? ((line: string) => process.stdout.write(line));
  const stream = { write: (line: string) => write(options.json ? line : readableLine(line)) };
  const base = pino(
    { level: PINO_LEVEL[options.level], base: {}, timestamp: stdTimeFunctions.isoTime },
    stream,
  );
  const subsystem = (name: string): Logger => base.child({ subsystem: name });
  const loggers = {
    app: subsystem('app'),
    watcher: subsystem('watcher'),
    queue: subsystem('queue'),
    http: subsystem('http'),
    live: subsystem('live'),
    db: subsystem('db'),
    jobs: subsystem('jobs'),
    capture: subsystem('capture'),
    shares: subsystem('shares'),
    uploads: subsystem('uploads'),
    homeassistant: subsystem('homeassistant'),
  };
  return {
    ...loggers,
    setLevel(level) {
      for (const logger of Object.values(loggers)) logger.level = PINO_LEVEL[level];
    },
  };
}

/*
 * What every npm script but `npm test` goes through: makes the checkout ready, then runs the command on its Node.
 * Usage: node src/commands/run-command.mjs <command> [arguments]
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from './server-process.mjs';
import { environment, fail, nodePath, ROOT, setUp } from './set-up.mjs';

/** What runs for each command, by Node or, where it is a script, by itself; and whether it needs the build. */
const COMMANDS = {
  start: {
    flags: SERVER_FLAGS,
    extra: SERVER_ENVIRONMENT,
    program: 'dist/server/src/main.js',
    needsBuild: true,
  },
  demo: { flags: [], program: 'src/commands/demo.ts', needsBuild: true },
  timelapse: { flags: [], program: 'src/engine/do_timelapse.sh', needsBuild: false },
  screenshots: { flags: [], program: 'src/commands/screenshots.ts', needsBuild: true },
  bench: { flags: [], program: 'src/commands/bench.ts', needsBuild: true },
  addon: { flags: [], program: 'src/commands/addon.ts', needsBuild: true },
  icons: { flags: [], program: 'src/commands/icons.ts', needsBuild: false },
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`There is no command "${name}". Known are: ${Object.keys(COMMANDS).join(', ')}.`);

setUp();
if (command.needsBuild) build();
// The caller's folder, so that relative paths mean what the user sees; npm itself works in the project's.
const cwd = name === 'timelapse' ? (process.env.INIT_CWD ?? process.cwd()) : ROOT;
const program = join(ROOT, command.program);
const [file, ...words] = program.endsWith('.sh') ? [program] : [nodePath(), ...command.flags, program];
const child = spawn(file, [...words, ...args], {
  cwd,
  stdio: 'inherit',
  env: environment(command.extra),
});

// Ctrl-C reaches the child by itself; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

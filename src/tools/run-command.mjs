/*
 * Entry of every npm script but `npm test`: sets up the checkout, then runs the command on its Node. Usage: node
 * src/tools/run-command.mjs <command> [arguments]
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { buildKernel } from './build-kernel.mjs';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from './support/server-process.mjs';
import { environment, fail, nodePath, ROOT, setUp } from './set-up.mjs';

/** Programs for Node or executables, and whether they need the build. */
const COMMANDS = {
  start: {
    flags: SERVER_FLAGS,
    extra: SERVER_ENVIRONMENT,
    program: 'dist/server/src/main.js',
    needsBuild: true,
  },
  demo: { flags: [], program: 'src/tools/demo.ts', needsBuild: true },
  timelapse: { flags: [], program: 'src/engine/do_timelapse.sh', needsBuild: false },
  screenshots: { flags: [], program: 'src/tools/screenshots.ts', needsBuild: true },
  bench: { flags: [], program: 'src/tools/bench.ts', needsBuild: true },
  addon: { flags: [], program: 'src/tools/addon.ts', needsBuild: true },
  icons: { flags: [], program: 'src/tools/icons.ts', needsBuild: false },
  'steady-picture': { flags: [], program: 'src/tools/steady-picture.ts', needsBuild: false },
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`Unknown command "${name}". Known commands: ${Object.keys(COMMANDS).join(', ')}.`);

setUp();
if (command.needsBuild) build();
else buildKernel();
// The caller's folder, so that relative paths work; npm changes to the project's.
const cwd = name === 'timelapse' ? (process.env.INIT_CWD ?? process.cwd()) : ROOT;
const program = join(ROOT, command.program);
const [file, ...words] = program.endsWith('.sh') ? [program] : [nodePath(), ...command.flags, program];
const child = spawn(file, [...words, ...args], {
  cwd,
  stdio: 'inherit',
  env: environment(command.extra),
});

// Ctrl-C reaches the child anyway; a signal to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

import { resolve } from 'node:path';
import { describeError, EngineFailure, EXIT, type ExitCode } from './run/failure.ts';
import { FfmpegRunner } from './ffmpeg/ffmpeg-process.ts';
import { OutputFile } from './output/output-file.ts';
import { Progress } from './run/progress.ts';
import { render } from './render.ts';
import { readSettings } from './run/settings.ts';

const USAGE = 'Usage: do_timelapse.sh <folder or video> <output.mp4>';

const ENDING_SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  const ffmpeg = new FfmpegRunner();
  let output: OutputFile | undefined;
  let terminated = false;
  const terminate = () => {
    terminated = true;
    ffmpeg.killAll();
    output?.discard();
    process.stderr.write('The run was terminated and its unfinished video removed.\n');
    process.exit(EXIT.terminated);
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, terminate);
  // The reader of the progress lines may leave; the video is still wanted.
  process.stdout.on('error', () => {});
  try {
    const paths = readArguments(args);
    const settings = readSettings(process.env);
    output = new OutputFile(resolve(paths.output));
    const report = await render({
      source: resolve(paths.source),
      output,
      settings,
      ffmpeg,
      progress: new Progress((line) => console.log(line)),
    });
    console.log(`report ${JSON.stringify(report)}`);
    return EXIT.done;
  } catch (error) {
    if (terminated) return EXIT.terminated;
    ffmpeg.killAll();
    output?.discard();
    console.error(sentence(error));
    return error instanceof EngineFailure ? error.exitCode : EXIT.ffmpegFailed;
  }
}

function readArguments(args: readonly string[]): { source: string; output: string } {
  // `--` is allowed but not needed: both arguments are positional, whatever they begin with.
  const [source, output, ...more] = args[0] === '--' ? args.slice(1) : args;
  if (!source || !output || more.length > 0) throw new EngineFailure(EXIT.usage, USAGE);
  return { source, output };
}

function sentence(error: unknown): string {
  if (error instanceof EngineFailure) return error.message;
  return `The engine failed: ${describeError(error)}.`;
}

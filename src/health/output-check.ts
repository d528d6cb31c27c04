import { causeOf, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { LiveOptions } from '../options/live-options.ts';
import { outputFolders } from '../queue/output-plan.ts';
import type { WireNotice } from '../shared/system.ts';
import type { Check } from './check.ts';

export class OutputCheck implements Check {
  readonly #deps: { options: LiveOptions; files: Files };
  #notices: readonly WireNotice[] = [];

  constructor(deps: { options: LiveOptions; files: Files }) {
    this.#deps = deps;
  }

  get notices(): readonly WireNotice[] {
    return this.#notices;
  }

  async run(): Promise<void> {
    const { options, files } = this.#deps;
    const source = options.current.timelapse_source_folder;
    const { folder: output } = outputFolders(source, options.current);
    // Beside the pictures, the watcher already checks it.
    if (output === source) this.#notices = [];
    else
      this.#notices = await files.checkWritable(output).then(
        () => [],
        (error: unknown) => [notWritable(output, error)],
      );
  }
}

function notWritable(output: string, error: unknown): WireNotice {
  return {
    code: 'output_not_writable',
    area: 'output',
    message: `The output folder ${output} cannot be written to: ${messageOf(error)}.`,
    remedy:
      'Check that timelapse_output_folder is correct, its share is mounted, and the app can write there.',
    facts: { path: output, ...causeOf(error) },
  };
}

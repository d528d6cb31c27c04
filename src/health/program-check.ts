import { runTool } from '../media/run-tool.ts';
import type { WireNotice } from '../shared/system.ts';
import type { Check } from './check.ts';

const TOOLS = ['ffmpeg', 'ffprobe'];
const MAX_VERSION_MS = 10_000;

/** Programs rarely change: they are checked when something suggests it, and each time until they work. */
export class ProgramCheck implements Check {
  #isDoubtful = true;
  #notices: readonly WireNotice[] = [];

  get notices(): readonly WireNotice[] {
    return this.#notices;
  }

  doubt(): void {
    this.#isDoubtful = true;
  }

  async run(): Promise<void> {
    if (!this.#isDoubtful) return;
    this.#isDoubtful = false;
    const runs = await Promise.all(
      TOOLS.map(async (tool) => (await runTool(tool, ['-version'], MAX_VERSION_MS)).ok),
    );
    this.#notices = TOOLS.filter((_, index) => !runs[index]).map(toNotice);
    if (this.#notices.length > 0) this.#isDoubtful = true;
  }
}

function toNotice(tool: string): WireNotice {
  return {
    code: 'ffmpeg_missing',
    area: 'ffmpeg',
    message: `The program ${tool} was not found or cannot be started.`,
    remedy: "Install ffmpeg with the system's package manager.",
    facts: { tool },
  };
}

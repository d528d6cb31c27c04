import { programBeside, ShareProcess } from '../lib/share-process.ts';
import type { FolderAnswer, FolderAnswers, FolderQuestions } from './folder-protocol.ts';

/** Further requests wait. */
const MAX_AT_ONCE = 2;
/** Stuck on dead shares; at this limit nothing more is asked until one ends. */
const MAX_STUCK = 6;

const PROGRAM = programBeside(import.meta.url, 'folder-process');

/** Never hangs, whatever is mounted there. */
export class FolderProcesses {
  readonly limitMs: number;
  readonly #program: string;
  readonly #running = new Set<ShareProcess<FolderAnswer>>();
  readonly #stuck = new Set<ShareProcess<FolderAnswer>>();
  readonly #waiting: (() => void)[] = [];
  #stopped = false;

  constructor(limitMs: number, program = PROGRAM) {
    this.limitMs = limitMs;
    this.#program = program;
  }

  /** Questions without an answer in time are missing from the result. Never throws. */
  async ask(questions: Partial<FolderQuestions>): Promise<Partial<FolderAnswers>> {
    while (this.#running.size >= MAX_AT_ONCE && !this.#stopped)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#stopped || this.#stuck.size >= MAX_STUCK) return {};
    const answers: Partial<FolderAnswers> = {};
    const child = new ShareProcess<FolderAnswer>({
      program: this.#program,
      onMessage: ({ to, answer }) => Object.assign(answers, { [to]: answer }),
    });
    this.#running.add(child);
    const limit = setTimeout(() => this.#giveUp(child), this.limitMs);
    child.send(questions);
    await child.ended;
    clearTimeout(limit);
    this.#running.delete(child);
    this.#waiting.shift()?.();
    return answers;
  }

  stop(): void {
    this.#stopped = true;
    for (const child of this.#running) this.#giveUp(child);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #giveUp(child: ShareProcess<FolderAnswer>): void {
    this.#stuck.add(child);
    void child.gone.then(() => this.#stuck.delete(child));
    child.giveUp('no response');
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FolderAnswer, FolderAnswers, FolderQuestions } from './folder-protocol.ts';

/** Processes at most at one time; further askers wait their turn. */
const MOST_AT_ONCE = 2;
/** Processes stuck on dead shares at most; until one of them ends nothing more is looked at. */
const MOST_STUCK = 6;

/** `.ts` in a checkout, `.js` in a build. */
const PROGRAM = fileURLToPath(new URL(`./folder-process${import.meta.url.slice(-3)}`, import.meta.url));

/** Asks about folders that a user names; never hangs, whatever is mounted there. */
export class FolderProcesses {
  /** Questions without an answer are given up after so many milliseconds. */
  readonly limitMs: number;
  readonly #program: string;
  readonly #running = new Set<ChildProcess>();
  readonly #stuck = new Set<ChildProcess>();
  readonly #waiting: (() => void)[] = [];
  #stopped = false;

  constructor(limitMs: number, program = PROGRAM) {
    this.limitMs = limitMs;
    this.#program = program;
  }

  /** Asks all questions at once. What is missing in the answers got none in time. Never throws. */
  async ask(questions: Partial<FolderQuestions>): Promise<Partial<FolderAnswers>> {
    while (this.#running.size >= MOST_AT_ONCE && !this.#stopped)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#stopped || this.#stuck.size >= MOST_STUCK) return {};
    const child = fork(this.#program, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#running.add(child);
    const answers = await this.#readAnswers(child, questions);
    this.#running.delete(child);
    this.#waiting.shift()?.();
    return answers;
  }

  /** Gives up everything under way. */
  stop(): void {
    this.#stopped = true;
    for (const child of [...this.#running, ...this.#stuck]) {
      child.kill('SIGKILL');
      child.unref();
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #readAnswers(child: ChildProcess, questions: Partial<FolderQuestions>): Promise<Partial<FolderAnswers>> {
    const answers: Partial<FolderAnswers> = {};
    return new Promise((resolve) => {
      const limit = setTimeout(() => {
        this.#giveUp(child);
        resolve(answers);
      }, this.limitMs);
      const end = (): void => {
        clearTimeout(limit);
        resolve(answers);
      };
      child.on('message', ({ to, answer }: FolderAnswer) => Object.assign(answers, { [to]: answer }));
      child.once('exit', end);
      child.once('error', end);
      // One that has ended already does not hear the question.
      child.send(questions, () => {});
    });
  }

  #giveUp(child: ChildProcess): void {
    this.#stuck.add(child);
    child.once('exit', () => this.#stuck.delete(child));
    child.kill('SIGKILL');
    if (child.connected) child.disconnect();
    child.unref();
  }
}

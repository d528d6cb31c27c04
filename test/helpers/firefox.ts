import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { cleanUp } from './start-app.ts';

const PROGRAMS = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Videos start by themselves only where this allows it, as for a user who has touched the page. */
const PREFERENCES = 'user_pref("media.autoplay.default", 0);\n';

/** Path of the machine's Firefox; undefined when there is none. */
export const FIREFOX = PROGRAMS.find((program) => existsSync(program));

interface Answer {
  id?: number;
  type: 'success' | 'error' | 'event';
  result?: unknown;
  message?: string;
}

/** What work in the page may use. */
export type InPage = ReturnType<typeof toolsInPage>;

/** Runs in the page. */
function toolsInPage() {
  /** Through the shadow roots of all but the last. */
  const inside = (...path: string[]): HTMLElement | null | undefined => {
    let found: HTMLElement | null | undefined = document.querySelector<HTMLElement>(path[0]!);
    for (const name of path.slice(1)) found = found?.shadowRoot?.querySelector<HTMLElement>(name);
    return found;
  };
  const until = async <Value>(look: () => Value | null | undefined | false): Promise<Value> => {
    for (;;) {
      const value = look();
      if (value) return value;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
  return { inside, until };
}

/**
 * A page in Firefox, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which the distribution's Firefox
 * speaks by itself.
 */
export class FirefoxPage {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #context = '';

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (text) => {
      const answer = JSON.parse(String(text)) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  async open(url: string): Promise<void> {
    await this.#send('session.new', { capabilities: {} });
    const { contexts } = (await this.#send('browsingContext.getTree', {})) as {
      contexts: { context: string }[];
    };
    this.#context = contexts[0]!.context;
    await this.#send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  /**
   * Runs a function in the page and waits for its promise.
   *
   * @param work uses nothing of its surroundings but what it is given
   * @returns what it resolves to, which has to fit into JSON
   */
  async evaluate<Result>(work: (tools: InPage) => Result | Promise<Result>): Promise<Result> {
    const answer = (await this.#send('script.evaluate', {
      expression: `Promise.resolve((${work})((${toolsInPage})())).then((value) => JSON.stringify(value))`,
      target: { context: this.#context },
      awaitPromise: true,
    })) as { type: string; result?: { value: string }; exceptionDetails?: { text: string } };
    if (answer.type !== 'success') throw new Error(answer.exceptionDetails?.text ?? 'The page threw.');
    return JSON.parse(answer.result!.value) as Result;
  }

  async #send(method: string, params: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
    this.#waiting.delete(id);
    if (answer.type === 'error') throw new Error(`Firefox refused ${method}: ${answer.message}`);
    return answer.result;
  }
}

/** Opens a page in Firefox with a profile of its own; both are gone at the end of the test. */
export async function openFirefox(url: string): Promise<FirefoxPage> {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'));
  await writeFile(join(profile, 'user.js'), PREFERENCES);
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const child = spawn(FIREFOX!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  cleanUp(async () => {
    await end(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const socket = new WebSocket(`${await address(child)}/session`);
  await once(socket, 'open');
  const page = new FirefoxPage(socket);
  await page.open(url);
  return page;
}

/** Where Firefox listens, as it says itself. */
async function address(child: ChildProcess): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr! })) {
    lines.push(line);
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`Firefox ended before it listened: ${lines.join(' ')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

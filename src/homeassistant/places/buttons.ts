import type { Part } from '../../lib/part.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import { readButton } from './message.ts';

/** Fired by the companion apps. Source: companion.home-assistant.io, "Actionable notifications". */
const PRESSED = 'mobile_app_notification_action';

const COMMANDS = { keep: 'pin', delete: 'delete', retry: 'process' } as const;

export interface ButtonsDeps {
  core: Pick<CoreConnection, 'subscribeEvents'>;
  /** Runs a command as if an automation had sent it. */
  command: (data: unknown) => void;
}

/** Buttons of our messages come back as commands. */
export class Buttons implements Part {
  readonly #deps: ButtonsDeps;
  #undo: () => void = () => {};

  constructor(deps: ButtonsDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#undo = this.#deps.core.subscribeEvents(PRESSED, ({ data }) => {
      const pressed = readButton((data as { action?: unknown }).action);
      if (pressed) this.#deps.command({ action: COMMANDS[pressed.asks], id: pressed.id });
    });
  }

  async stop(): Promise<void> {
    this.#undo();
  }
}

import { collectSoon } from './collect-soon.ts';
import { errnoOf, messageOf } from './errors.ts';
import { fileCalls } from './files.ts';
import { openHandle } from './open-file.ts';
import type { HeldFile, ShareAnswer, ShareQuestion } from './share-call-protocol.ts';

/*
 * Makes file calls on one share in a separate process: on a dead share a call never returns, and a process can be
 * abandoned.
 */

type Handle = Awaited<ReturnType<typeof openHandle>>['handle'];

const held = new Map<number, Handle>();

async function open(id: number, path: string): Promise<HeldFile> {
  const { handle, sizeBytes, modifiedAt } = await openHandle(path);
  held.set(id, handle);
  return { file: id, sizeBytes, modifiedAt };
}

async function read(file: number, position: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await held.get(file)!.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function close(file: number): Promise<void> {
  const handle = held.get(file);
  held.delete(file);
  await handle?.close();
}

function answer(question: ShareQuestion): Promise<unknown> {
  switch (question.call) {
    case 'open':
      return open(question.id, ...(question.args as [string]));
    case 'read':
      return read(...(question.args as [number, number, number]));
    case 'close':
      return close(...(question.args as [number]));
    default:
      return (fileCalls[question.call] as (...args: unknown[]) => Promise<unknown>)(...question.args);
  }
}

function send(message: ShareAnswer): void {
  process.send?.(message);
}

// Without a parent there is nobody to answer.
process.once('disconnect', () => process.exit(0));
process.on('message', (question: ShareQuestion) => {
  if (question.call === 'writeNew') collectSoon();
  answer(question).then(
    (value) => send({ id: question.id, value }),
    (error: unknown) => send({ id: question.id, error: { code: errnoOf(error), message: messageOf(error) } }),
  );
});
send({ ready: true });

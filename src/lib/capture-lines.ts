import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Written beside the pictures by whoever took them; hidden, so it is never a picture. */
export const LOG_NAME = '.capture.jsonl';

const BLOCK_BYTES = 65_536;

/** 20,000 pictures take 4 MB: beyond this, and in longer lines, is nothing that was logged. */
const MAX_BYTES = 2 ** 25;
const MAX_LINE = 4_096;

/** A link is not followed, and a pipe of that name has no writer to wait for. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * The lines of the log that lies beside the pictures of a folder. It only helps, so one that is missing or broken is no
 * failure: what can be read counts. Synchronous: only for a separate process.
 */
export function* captureLines(folder: string): Generator<string> {
  try {
    for (const line of linesOf(`${folder}/${LOG_NAME}`))
      if (line !== '' && line.length <= MAX_LINE) yield line;
  } catch {
    // What was read until then counts.
  }
}

function* linesOf(path: string): Generator<string> {
  const file = openSync(path, READ);
  try {
    if (!fstatSync(file).isFile()) return;
    const decoder = new StringDecoder('utf8');
    const block = Buffer.alloc(BLOCK_BYTES);
    let rest = '';
    for (let at = 0; at < MAX_BYTES;) {
      const length = readSync(file, block, 0, block.length, at);
      if (length === 0) break;
      at += length;
      const lines = (rest + decoder.write(block.subarray(0, length))).split('\n');
      rest = lines.pop()!;
      // Kept too long to be read, so that what follows is not taken for a line.
      if (rest.length > MAX_LINE) rest = rest.slice(0, MAX_LINE + 1);
      yield* lines;
    }
    yield rest;
  } finally {
    closeSync(file);
  }
}

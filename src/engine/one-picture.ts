import { writeFileSync } from 'node:fs';
import { uprightFilters } from './ffmpeg/decode-args.ts';
import { FileReader } from './input/file-reader.ts';
import { pictureIn, readHeader } from './input/read-header.ts';
import { describeError, EXIT } from './run/failure.ts';

/*
 * one-picture <picture> <output>: for callers that show single pictures. Writes only what a render would decode, without
 * profiles whose damage would stop ffmpeg, and prints the filters that turn it upright.
 */

const [path, output] = process.argv.slice(2);

try {
  if (!path || !output) throw new Error('Usage: one-picture <picture> <output>');
  const file = await new FileReader().read(path, 0);
  const kind = readHeader(file);
  writeFileSync(output, Buffer.concat(pictureIn(file)));
  process.stdout.write(`${uprightFilters(kind).join(',')}\n`);
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = EXIT.noFrames;
}

import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FfmpegRunner } from '../../../src/engine/ffmpeg/ffmpeg-process.ts';
import { scratchFolder } from '../helpers.ts';

const scratch = scratchFolder();

it('a first line that comes in parts is read whole', async () => {
  const program = join(scratch, 'ffmpeg');
  // It waits in between, so the first part is read on its own.
  const script = `#!/bin/sh
printf '[info] ffmpeg ver' >&2
read -r _
printf 'sion 9.0 Copyright\\nbuilt with\\n' >&2
`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const child = new FfmpegRunner(program).start([]);
  const answers = setInterval(() => child.stdin.write('\n'), 50);
  const { code, banner } = await child.ended.finally(() => clearInterval(answers));
  expect({ code, banner }).toEqual({ code: 0, banner: '[info] ffmpeg version 9.0 Copyright' });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCaptureLog } from '../../../src/engine/input/capture-log.ts';
import { scratchFolder } from '../helpers.ts';

describe('the log of a capture', () => {
  const scratch = scratchFolder();
  let folders = 0;

  function folderWith(text: string | Uint8Array): string {
    folders += 1;
    const folder = join(scratch, String(folders));
    mkdirSync(folder);
    writeFileSync(join(folder, '.capture.jsonl'), text);
    return folder;
  }

  const line = (name: string, layer: unknown, more = {}) => JSON.stringify({ name, layer, ...more });

  it('says what the printer did at each picture, by the last line for it [4.1]', () => {
    const at = '2026-03-01T12:00:00.500Z';
    const whole = line('1.jpg', 3, { at, layers: 9, progress: 0.25, z: 1, bed: null, stage: 'printing' });
    const log = readCaptureLog(folderWith(`${line('1.jpg', 2)}\n${whole}\n`));
    expect(log.get('1.jpg')).toEqual({ at: Date.parse(at), layer: 3, progress: 0.25, stage: 'printing' });
    expect(log.size).toBe(1);
  });

  it('passes over what is broken, half or hostile, and reads the rest [4.1]', () => {
    const nothing = { at: undefined, layer: undefined, progress: undefined, stage: undefined };
    const log = readCaptureLog(
      folderWith(
        [
          ...['', 'null', '[]', '7', '"name"', '{"name":', '{"name":5}', '\0\uFFFD', '}{'],
          ...[line('huge.jpg', 1, { stage: 'x'.repeat(5000) }), line('__proto__', 4)],
          line('odd.jpg', '5', { at: 7, progress: [], stage: {} }),
          '{"name":"inf.jpg","layer":1e999,"at":"yesterday","progress":null}',
          '[['.repeat(2000),
          line('good.jpg', 6),
          line('half.jpg', 7).slice(0, -1),
        ].join('\n'),
      ),
    );
    expect([...log.keys()]).toEqual(['__proto__', 'odd.jpg', 'inf.jpg', 'good.jpg']);
    expect(log.get('odd.jpg')).toEqual(nothing);
    expect(log.get('inf.jpg')).toEqual(nothing);
    expect(log.get('good.jpg')?.layer).toBe(6);
  });

  it('reads lines that lie across two blocks, in any script [4.1]', () => {
    const names = Array.from({ length: 4000 }, (_, i) => `${'打印'.repeat(20)}${i}.jpg`);
    const log = readCaptureLog(folderWith(names.map((name, i) => line(name, i)).join('\n')));
    expect([...log.keys()]).toEqual(names);
    expect(log.get(names[3999]!)?.layer).toBe(3999);
  });

  it('reads no more of a huge file than a log can have [4.1]', () => {
    const filler = Buffer.alloc(40 * 2 ** 20, 'x');
    filler[10] = 10;
    const end = Buffer.from(`\n${line('late.jpg', 1)}\n`);
    const log = readCaptureLog(
      folderWith(Buffer.concat([Buffer.from(`${line('1.jpg', 1)}\n`), filler, end])),
    );
    expect([...log.keys()]).toEqual(['1.jpg']);
  });

  it('is empty where there is none, or something else has its name [4.1]', () => {
    const real = folderWith(line('1.jpg', 1));
    const [none, linked, folder, pipe] = ['none', 'linked', 'folder', 'pipe'].map((name) =>
      join(scratch, name),
    );
    for (const each of [none, linked, folder, pipe]) mkdirSync(each!);
    symlinkSync(join(real, '.capture.jsonl'), join(linked!, '.capture.jsonl'));
    mkdirSync(join(folder!, '.capture.jsonl'));
    execFileSync('mkfifo', [join(pipe!, '.capture.jsonl')]);
    for (const each of [none, linked, folder, pipe]) expect(readCaptureLog(each!).size).toBe(0);
  });
});

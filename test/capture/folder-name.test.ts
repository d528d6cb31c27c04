import { describe, expect, it } from 'vitest';
import { folderName, numbered } from '../../src/capture/folder-name.ts';
import { readLog } from '../../src/capture/capture-log.ts';

const AT = new Date(2026, 2, 7, 9, 5).getTime();
const named = (name: string, printer: string | null = 'Bambu P1S', camera: string | null = null) =>
  folderName({ name, printer, startedAt: AT, camera });

describe('the name of a folder', () => {
  it.each([
    ['Benchy.gcode.3mf', 'Benchy Bambu P1S 2026-03-07 09-05'],
    ['../../etc/passwd', 'etc passwd Bambu P1S 2026-03-07 09-05'],
    ['.hidden', 'hidden Bambu P1S 2026-03-07 09-05'],
    ['a\u0000b\nc', 'a b c Bambu P1S 2026-03-07 09-05'],
    ['What? "A|B" <1>:*', 'What A B 1 Bambu P1S 2026-03-07 09-05'],
    ['Türstopper 🚪', 'Türstopper 🚪 Bambu P1S 2026-03-07 09-05'],
    ['gpj.\u202eegami', 'gpj. egami Bambu P1S 2026-03-07 09-05'],
    ['...', 'Bambu P1S 2026-03-07 09-05'],
    ['.gcode', 'gcode Bambu P1S 2026-03-07 09-05'],
  ])('of %j is safe', (name, folder) => {
    expect(named(name)).toBe(folder);
  });

  it('has the camera where there are several, and nothing where there is no printer', () => {
    expect(named('Vase', 'X1', 'camera.top')).toBe('Vase X1 2026-03-07 09-05 camera.top');
    expect(named('Vase', null)).toBe('Vase 2026-03-07 09-05');
  });

  it('fits into 255 bytes, by whole characters', () => {
    const long = named('🚪'.repeat(200), '漢'.repeat(200), 'x'.repeat(200));
    expect(Buffer.byteLength(numbered(long, 12))).toBeLessThanOrEqual(255);
    expect(long).not.toContain('\uFFFD');
  });
});

it('what a crash left of the log is skipped', () => {
  const lines = [
    '{"name":"000001.jpg","at":"2026-03-07T09:05:00.000Z"}',
    '{"name":"000002.jpg","at":"2026-03-07T09:0',
    'null',
    '{"name":3,"at":"2026-03-07T09:05:00.000Z"}',
    '{"name":"000003.jpg","at":"never"}',
    '{"name":"000001.jpg","at":"2026-03-07T09:06:00.000Z"}',
    '',
  ];
  const log = readLog(lines);
  expect([...log]).toEqual([['000001.jpg', { name: '000001.jpg', at: Date.UTC(2026, 2, 7, 9, 6) }]]);
});

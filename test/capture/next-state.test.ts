import { describe, expect, it } from 'vitest';
import { type LifeInput, nextState } from '../../src/capture/next-state.ts';

const NOW = 1_000_000_000;
const MINUTE = 60_000;
const PRINT = { externalId: 'print', startedAt: NOW - MINUTE };

type Sight = NonNullable<LifeInput['sight']>;

function sight(change: Partial<Sight> & { id?: string; status?: 'printing' | 'paused' } = {}): Sight {
  const { id = 'print', status = 'printing', ...rest } = change;
  const print = { externalId: id, name: 'Vase', fileName: null, startedAt: NOW, status };
  return { isReachable: true, print, doing: 'printing', layer: null, ...rest };
}

const AWAY = sight({ isReachable: false });
const OVER = sight({ print: null, doing: null });

describe('a capture', () => {
  it.each<[string, Partial<LifeInput>, string, string | null]>([
    [
      'waits while the printer heats',
      { state: 'starting', sight: sight({ doing: 'preparing' }) },
      'starting',
      null,
    ],
    [
      'waits while the printer says nothing',
      { state: 'starting', sight: sight({ doing: 'unknown' }) },
      'starting',
      null,
    ],
    [
      'waits in the time before the first layer',
      { state: 'starting', sight: sight({ doing: 'unknown', layer: 0 }) },
      'starting',
      null,
    ],
    [
      'waits for a print that begins paused',
      { state: 'starting', sight: sight({ status: 'paused' }) },
      'starting',
      null,
    ],
    ['begins with the print', { state: 'starting', sight: sight() }, 'capturing', null],
    [
      'begins with the first layer',
      { state: 'starting', sight: sight({ doing: 'unknown', layer: 1 }) },
      'capturing',
      null,
    ],
    [
      'begins after ten minutes',
      {
        state: 'starting',
        sight: sight({ doing: 'unknown' }),
        print: { ...PRINT, startedAt: NOW - 10 * MINUTE },
      },
      'capturing',
      null,
    ],
    [
      'does not begin after ten minutes of heating',
      {
        state: 'starting',
        sight: sight({ doing: 'preparing' }),
        print: { ...PRINT, startedAt: NOW - 60 * MINUTE },
      },
      'starting',
      null,
    ],
    ['holds while the print is paused', { sight: sight({ status: 'paused' }) }, 'holding', null],
    ['holds while the filament is changed', { sight: sight({ doing: 'holding' }) }, 'holding', null],
    ['holds while the printer levels in between', { sight: sight({ doing: 'preparing' }) }, 'holding', null],
    ['goes on after it', { state: 'holding', sight: sight() }, 'capturing', null],
    [
      'goes on after it without a stage',
      { state: 'holding', sight: sight({ doing: 'unknown' }) },
      'capturing',
      null,
    ],
    ['keeps what it does while the printer is away', { sight: AWAY }, 'capturing', null],
    ['keeps holding while the printer is away', { state: 'holding', sight: AWAY }, 'holding', null],
    ['keeps what it does before the printer is known', { sight: null }, 'capturing', null],
    ['finishes when the print has ended meanwhile', { sight: AWAY, hasEnded: true }, 'finishing', null],
    ['finishes when the printer is gone', { sight: null, hasEnded: true }, 'finishing', null],
    ['finishes with the print', { sight: OVER }, 'finishing', null],
    ['finishes with a print that is paused', { state: 'holding', sight: OVER }, 'finishing', null],
    ['is over at once without lingering', { sight: OVER, lingerMs: 0 }, 'closed', 'print_ended'],
    ['is over with a print that never began', { state: 'starting', sight: OVER }, 'closed', 'print_ended'],
    ['lingers', { state: 'finishing', sight: OVER, stateSince: NOW - 59_000 }, 'finishing', null],
    [
      'is over after lingering',
      { state: 'finishing', sight: OVER, stateSince: NOW - 60_000 },
      'closed',
      'print_ended',
    ],
    [
      'is over after lingering while all is away',
      { state: 'finishing', sight: AWAY, stateSince: NOW - 60_000 },
      'closed',
      'print_ended',
    ],
    [
      'does not linger for ever when the clock is set back',
      { state: 'finishing', sight: OVER, stateSince: NOW + 3600_000, lingerMs: 0 },
      'closed',
      'print_ended',
    ],
    ['goes on with a print that had not ended', { state: 'finishing', sight: sight() }, 'capturing', null],
    ['is over when another print begins', { sight: sight({ id: 'next' }) }, 'closed', 'other_print'],
    [
      'does not linger into another print',
      { state: 'finishing', sight: sight({ id: 'next' }) },
      'closed',
      'other_print',
    ],
  ])('%s', (_, input, state, end) => {
    const life = nextState({
      state: 'capturing',
      stateSince: NOW - MINUTE,
      print: PRINT,
      sight: sight(),
      hasEnded: false,
      lingerMs: MINUTE,
      now: NOW,
      ...input,
    });
    expect(life).toMatchObject({ state, end });
  });
});

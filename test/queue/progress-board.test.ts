import { describe, expect, it } from 'vitest';
import { guessEnd, ProgressBoard } from '../../src/queue/progress-board.ts';

/** Progress as an engine tells it. */
function reported(percent: number) {
  return { percent, step: 'encoding', framesDone: 1, framesTotal: 2 };
}

describe('the guess of the end', () => {
  it('goes on at the speed so far', () => {
    expect(guessEnd(25, 1000, 2000)).toBe(5000);
    expect(guessEnd(100, 1000, 2000)).toBe(2000);
  });

  it('is not made at the beginning', () => {
    expect(guessEnd(0, 1000, 2000)).toBeNull();
    expect(guessEnd(1.9, 1000, 2000)).toBeNull();
    expect(guessEnd(2, 1000, 2000)).not.toBeNull();
  });
});

describe('the progress board', () => {
  it('is empty while nothing renders', () => {
    const board = new ProgressBoard();
    expect(board.all).toEqual([]);
    board.begin('one', null);
    board.end('one');
    expect(board.all).toEqual([]);
  });

  it('begins a render with nothing done', () => {
    const board = new ProgressBoard();
    board.begin('one', null);
    expect(board.of('one')).toMatchObject({ id: 'one', percent: 0, step: null, etaAt: null });
    expect(board.of('two')).toBeNull();
  });

  it('takes over what the engine reports', () => {
    const board = new ProgressBoard();
    board.begin('one', null);
    expect(board.update('one', reported(50), 1000, 2000)).toEqual({
      ...reported(50),
      id: 'one',
      etaAt: 3000,
    });
    expect(board.all).toEqual([{ ...reported(50), id: 'one', etaAt: 3000 }]);
  });

  it('never goes back within a render, but does for the next', () => {
    const board = new ProgressBoard();
    board.begin('one', null);
    board.update('one', reported(50), 0, 1);
    expect(board.update('one', { ...reported(10), step: 'poster' }, 0, 1)).toMatchObject({
      percent: 50,
      step: 'poster',
    });
    board.begin('two', null);
    expect(board.update('two', reported(10), 0, 1).percent).toBe(10);
  });

  it('keeps several renders apart, in the order they began [2.2]', () => {
    const board = new ProgressBoard();
    board.begin('one', null);
    board.begin('two', null);
    board.update('two', reported(20), 0, 1);
    board.update('one', reported(10), 0, 1);
    expect(board.all.map(({ id, percent }) => [id, percent])).toEqual([
      ['one', 10],
      ['two', 20],
    ]);
    board.end('one');
    expect(board.all.map(({ id }) => id)).toEqual(['two']);
  });
});

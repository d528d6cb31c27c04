import { expect, it } from 'vitest';
import { NoticeBoard } from '../../src/health/notice-board.ts';
import type { WireNotice } from '../../src/shared/system.ts';

it('notices are gathered anew each time, in the order of their areas, whoever joined first', () => {
  const notice = (area: WireNotice['area'], message: string) => ({ area, message }) as WireNotice;
  const late = { notices: [notice('home_assistant', 'away')] };
  const early = { notices: [notice('options', 'bad'), notice('source', 'gone')] };
  const board = new NoticeBoard();
  board.add(late, early);
  const messages = () => board.notices.map(({ message }) => message);
  expect(messages()).toEqual(['bad', 'gone', 'away']);
  early.notices = [notice('source', 'still gone')];
  expect(messages()).toEqual(['still gone', 'away']);
});

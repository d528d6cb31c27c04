import { afterEach, describe, expect, it } from 'vitest';
import '../../../web/stage/pt-player-stage.ts';

afterEach(() => document.body.replaceChildren());

describe('the wheel above the picture', () => {
  it('zooms, unless it still scrolls', async () => {
    const stage = document.createElement('pt-player-stage');
    stage.getBoundingClientRect = () => ({ left: 0, top: 0, width: 400, height: 200 }) as DOMRect;
    document.body.append(stage);
    await stage.updateComplete;
    /** @returns whether the picture is shown whole */
    const turn = async (deltaY: number, at: number): Promise<boolean> => {
      const event = new WheelEvent('wheel', { deltaY, cancelable: true, clientX: 200, clientY: 100 });
      Object.defineProperty(event, 'timeStamp', { value: at });
      stage.dispatchEvent(event);
      await stage.updateComplete;
      return stage.shadowRoot!.querySelector('.whole') === null;
    };
    expect(await turn(300, 1000)).toBe(true);
    expect(await turn(-300, 1100)).toBe(true);
    expect(await turn(-300, 1500)).toBe(true);
    expect(await turn(-300, 3000)).toBe(false);
    expect(await turn(300, 3100)).toBe(true);
  });
});

import { html, LitElement } from 'lit';
import { afterEach, describe, expect, it } from 'vitest';
import { InTurns } from '../../../web/recipe/in-turns.ts';

class Parts extends LitElement {
  readonly turns = new InTurns(this, 4);

  override render() {
    return html`${this.turns.drawn}`;
  }
}
customElements.define('test-parts', Parts);

const drawn = (parts: Parts) => parts.shadowRoot!.textContent;
const task = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => document.body.replaceChildren());

describe('an element that is drawn in turns [4.3]', () => {
  it('draws one part more with every task, until all are there', async () => {
    const parts = new Parts();
    document.body.append(parts);
    const seen: (string | null)[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      await parts.updateComplete;
      seen.push(drawn(parts));
      await task();
    }
    expect(seen).toEqual(['1', '2', '3', '4', '4', '4']);
  });

  it('stops when it leaves the page, and goes on when it is back', async () => {
    const parts = new Parts();
    document.body.append(parts);
    await parts.updateComplete;
    parts.remove();
    await task();
    await parts.updateComplete;
    expect(drawn(parts)).toBe('1');
    document.body.append(parts);
    parts.requestUpdate();
    await parts.updateComplete;
    await task();
    await parts.updateComplete;
    expect(drawn(parts)).toBe('2');
  });

  it('is not hurried by what changes meanwhile', async () => {
    const parts = new Parts();
    document.body.append(parts);
    for (let change = 0; change < 5; change += 1) {
      parts.requestUpdate();
      await parts.updateComplete;
    }
    expect(drawn(parts)).toBe('1');
  });
});

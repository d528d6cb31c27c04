import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../src/lib/emitter.ts';

interface Events {
  said: string;
  counted: number;
}

/** An emitter, and the words that its listeners received and the errors that they threw. */
function start() {
  const heard: string[] = [];
  const errors: unknown[] = [];
  const emitter = createEmitter<Events>((error, event) => errors.push([event, (error as Error).message]));
  return { emitter, heard, errors };
}

describe('an emitter', () => {
  it('calls the listeners of an event in their order, before it returns', () => {
    const { emitter, heard } = start();
    emitter.on('said', (word) => heard.push(`first ${word}`));
    emitter.on('said', (word) => heard.push(`second ${word}`));
    emitter.on('counted', () => heard.push('never'));
    emitter.emit('said', 'hello');
    expect(heard).toEqual(['first hello', 'second hello']);
  });

  it('emits an event that nobody listens to', () => {
    const { emitter } = start();
    expect(() => emitter.emit('counted', 1)).not.toThrow();
  });

  it('forgets a listener that is undone, also twice, and keeps the others', () => {
    const { emitter, heard } = start();
    const undo = emitter.on('said', () => heard.push('undone'));
    emitter.on('said', () => heard.push('kept'));
    undo();
    undo();
    emitter.emit('said', 'x');
    expect(heard).toEqual(['kept']);
  });

  it('does not let a listener that throws keep an event from the next', () => {
    const { emitter, heard, errors } = start();
    emitter.on('said', () => {
      throw new Error('broken');
    });
    emitter.on('said', (word) => heard.push(word));
    emitter.emit('said', 'x');
    expect(heard).toEqual(['x']);
    expect(errors).toEqual([['said', 'broken']]);
  });

  it('lets a listener undo itself while it is called', () => {
    const { emitter, heard } = start();
    const undo = emitter.on('said', (word) => {
      heard.push(word);
      undo();
    });
    emitter.on('said', (word) => heard.push(`also ${word}`));
    emitter.emit('said', 'once');
    emitter.emit('said', 'twice');
    expect(heard).toEqual(['once', 'also once', 'also twice']);
  });
});

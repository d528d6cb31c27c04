/** Keeps the start and the end of a program's output; the reason of a failure is usually at the end. */
export interface Capture {
  write(chunk: Buffer): void;
  text(): string;
}

/** Keeps at most `headBytes + tailBytes`, so that a program that prints megabytes costs no memory. */
export function createCapture(headBytes: number, tailBytes: number): Capture {
  const head: Buffer[] = [];
  let headLength = 0;
  let tail: Buffer[] = [];
  let tailLength = 0;
  let left = 0;
  return {
    write(chunk) {
      const forHead = chunk.subarray(0, headBytes - headLength);
      if (forHead.length > 0) {
        head.push(Buffer.from(forHead));
        headLength += forHead.length;
      }
      const forTail = chunk.subarray(forHead.length);
      if (forTail.length === 0) return;
      tail.push(Buffer.from(forTail));
      tailLength += forTail.length;
      if (tailLength > 2 * tailBytes) {
        const joined = Buffer.concat(tail);
        left += joined.length - tailBytes;
        tail = [Buffer.from(joined.subarray(-tailBytes))];
        tailLength = tailBytes;
      }
    },
    text() {
      const joined = Buffer.concat(tail);
      const end = joined.subarray(Math.max(0, joined.length - tailBytes));
      const gap = left + joined.length - end.length;
      const note = gap > 0 ? `\n[… ${gap} bytes omitted …]\n` : '';
      return Buffer.concat(head).toString('utf8') + note + end.toString('utf8');
    },
  };
}

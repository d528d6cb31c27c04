import express, { type RequestHandler } from 'express';
import { badInput } from '../lib/errors.ts';

/** Ten thousand ids for a bulk delete. */
const MAX_BODY = '1mb';
/** No body of the API is nested this deep, and recursion would overflow the stack at some depth. */
const MAX_LEVELS = 32;

/** JSON if possible, else bytes. */
export function readBodies(): RequestHandler[] {
  const empty = new WeakSet<object>();
  const verify = (req: object, _res: unknown, bytes: Buffer): void => {
    if (bytes.length === 0) empty.add(req);
  };
  return [
    express.json({ limit: MAX_BODY, verify }),
    express.raw({ type: () => true, limit: MAX_BODY }),
    (req, _res, next) => {
      // Express takes no body for an empty object, which would be a value.
      if (empty.has(req)) req.body = undefined;
      if (isDeeperThan(req.body, MAX_LEVELS)) {
        throw badInput(`The body is nested more than ${MAX_LEVELS} levels deep.`, { in: 'body', field: '' });
      }
      next();
    },
  ];
}

/** Without recursion. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const holders = level.filter(
      (each) => typeof each === 'object' && each !== null && !Buffer.isBuffer(each),
    );
    if (holders.length > 0 && depth >= levels) return true;
    level = holders.flatMap((each) => Object.values(each as object));
  }
  return false;
}

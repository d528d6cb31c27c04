import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import { AppError, badInput } from '../lib/errors.ts';
import { type EndpointName, type EndpointSpec, endpoints } from '../shared/endpoints.ts';

type Spec<N extends EndpointName> = (typeof endpoints)[N];
type Parsed<S, K extends string> = S extends Record<K, infer T extends z.ZodType> ? z.output<T> : undefined;

/** A request as its endpoint declares it, checked. */
export interface EndpointInput<N extends EndpointName> {
  params: Parsed<Spec<N>, 'params'>;
  query: Parsed<Spec<N>, 'query'>;
  body: Parsed<Spec<N>, 'body'>;
  req: Request;
  res: Response;
}

/** What a handler answers: a status with its JSON body, or `handled` when it wrote the answer itself. */
export type EndpointReply = { status: number; body?: unknown; headers?: Record<string, string> } | 'handled';

export type EndpointHandler<N extends EndpointName> = (input: EndpointInput<N>) => Promise<EndpointReply>;

/** One handler for every endpoint of the contract; a missing one does not compile. */
export type Handlers = { [N in EndpointName]: EndpointHandler<N> };

/**
 * Registers every endpoint of the contract on a router.
 *
 * @param checkReplies also checks every JSON answer against its schema; for tests and development
 */
export function bindEndpoints(router: Router, handlers: Handlers, checkReplies: boolean): void {
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const spec: EndpointSpec = endpoints[name];
    const handler = handlers[name] as EndpointHandler<EndpointName>;
    router[spec.method](spec.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (req, res) => {
      const input = { ...parseRequest(spec, req), req, res } as EndpointInput<EndpointName>;
      const reply = await handler(input);
      if (reply === 'handled') return;
      if (checkReplies) checkReply(name, spec, reply);
      res.status(reply.status).set(reply.headers ?? {});
      if (reply.body === undefined) res.end();
      else res.json(reply.body);
    });
  }
}

function parseRequest(spec: EndpointSpec, req: Request) {
  return {
    params: spec.params && parsePart(spec.params, req.params, 'path'),
    query: spec.query && parsePart(spec.query, req.query, 'query'),
    body: spec.body && parsePart(spec.body, readBody(req), 'body'),
  };
}

/** The JSON of a request; undefined when it has no body. What is no JSON was read as bytes. */
function readBody(req: Request): unknown {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body)) return body;
  // Proxies send an empty body in pieces, with a content type of their own: that is none.
  if (body.length === 0) return undefined;
  throw badInput('The body must be JSON, with the content type application/json.', {
    field: 'Content-Type',
    value: req.headers['content-type'] ?? null,
  });
}

function parsePart(schema: z.ZodType, value: unknown, part: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const where = field === '' ? part : `${part} field "${field}"`;
  throw badInput(`The ${where} is not valid: ${issue?.message ?? 'unknown reason'}.`, {
    in: part,
    field,
    issues: parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
  });
}

function checkReply(name: string, spec: EndpointSpec, reply: Exclude<EndpointReply, 'handled'>): void {
  const declared = spec.responses[reply.status];
  const problem = declared
    ? declared.schema?.safeParse(reply.body).error?.message
    : 'the status is not declared';
  if (problem) {
    throw new AppError(
      'undeclared_reply',
      `${name} answered ${reply.status} against its contract: ${problem}`,
      {
        status: 500,
      },
    );
  }
}

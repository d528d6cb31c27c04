import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { AppError, badInput } from '../lib/errors.ts';
import type { EndpointSpec } from '../shared/endpoint-parts.ts';
import { type EndpointName, endpoints } from '../shared/endpoints.ts';
import '../lib/plain-issues.ts';
import { otherMethods } from './error-handler.ts';
import { readBodies } from './read-body.ts';

type Spec<N extends EndpointName> = (typeof endpoints)[N];
type Parsed<S, K extends string> = S extends Record<K, infer T extends z.ZodType> ? z.output<T> : undefined;

export interface EndpointInput<N extends EndpointName> {
  params: Parsed<Spec<N>, 'params'>;
  query: Parsed<Spec<N>, 'query'>;
  body: Parsed<Spec<N>, 'body'>;
  req: Request;
  res: Response;
}

/** `handled` = the handler wrote the response itself. */
export type EndpointReply = { status: number; body?: unknown; headers?: Record<string, string> } | 'handled';

/** Total of a paged response. */
export function countHeader(total: number): Record<string, string> {
  return { 'X-Total-Count': String(total) };
}

export type EndpointHandler<N extends EndpointName> = (input: EndpointInput<N>) => Promise<EndpointReply>;

/** A missing handler does not compile. */
export type Handlers = { [N in EndpointName]: EndpointHandler<N> };

/**
 * Methods that a path does not support are rejected before the body is read.
 *
 * @param checkReplies validates JSON responses, for tests and development
 */
export function bindEndpoints(router: Router, handlers: Handlers, checkReplies: boolean): void {
  const bodies = readBodies();
  for (const [path, names] of endpointsByPath()) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const name of names) {
      const handler = handlers[name] as EndpointHandler<EndpointName>;
      route[endpoints[name].method](bodies, answer(name, handler, checkReplies));
    }
    route.all(otherMethods(names.map((name) => endpoints[name].method)));
  }
}

function endpointsByPath(): Map<string, EndpointName[]> {
  return Map.groupBy(Object.keys(endpoints) as EndpointName[], (name) => endpoints[name].path);
}

function answer(
  name: EndpointName,
  handler: EndpointHandler<EndpointName>,
  checkReplies: boolean,
): RequestHandler {
  const spec: EndpointSpec = endpoints[name];
  return async (req, res) => {
    const input = { ...parseRequest(spec, req), req, res } as EndpointInput<EndpointName>;
    const reply = await handler(input);
    if (reply === 'handled') return;
    if (checkReplies) checkReply(name, spec, reply);
    res.status(reply.status).set(reply.headers ?? {});
    if (reply.body === undefined) res.end();
    else res.json(reply.body);
  };
}

function parseRequest(spec: EndpointSpec, req: Request) {
  return {
    params: spec.params && parsePart(spec.params, req.params, 'path'),
    query: spec.query && parsePart(spec.query, req.query, 'query'),
    body: spec.body && parsePart(spec.body, readBody(req), 'body'),
  };
}

/** Undefined without a body. Anything but JSON was read as bytes. */
function readBody(req: Request): unknown {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body)) return body;
  // Proxies send an empty body in chunks, with their own content type.
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
  const field = issue ? fieldOf(issue) : '';
  const where = field === '' ? part : `${part} field "${field}"`;
  throw badInput(`The ${where} is not valid: ${issue?.message ?? 'unknown reason'}.`, {
    in: part,
    field,
    issues: parsed.error.issues.map((each) => ({ field: fieldOf(each), message: each.message })),
  });
}

/** A field that is not known is named itself, not the object that holds it. */
function fieldOf(issue: z.core.$ZodIssue): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...unknown].map(String).join('.');
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

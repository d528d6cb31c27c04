import type { z } from 'zod';
import type { EndpointName, endpoints } from './endpoints.ts';

type Spec<N extends EndpointName> = (typeof endpoints)[N];
type Schema<N extends EndpointName, Part extends string> =
  Spec<N> extends Record<Part, infer S extends z.ZodType> ? S : never;

type Params<S> = [S] extends [never] ? unknown : { params: z.input<S> };
/** Given as the server will read it: a number, a boolean or several values, any of them left out. */
type Query<S> = [S] extends [never] ? unknown : { query?: Partial<z.output<S>> };
type Body<S> = [S] extends [never]
  ? unknown
  : undefined extends z.input<S>
    ? { body?: z.input<S> }
    : { body: z.input<S> };

/** What the address of an endpoint is filled in with. */
export type AddressOf<N extends EndpointName> = Params<Schema<N, 'params'>> & Query<Schema<N, 'query'>>;

/** What a request to an endpoint is made of. */
export type CallOf<N extends EndpointName> = AddressOf<N> & Body<Schema<N, 'body'>>;

type Success = 200 | 201 | 202 | 204;
type Successes<N extends EndpointName> = Spec<N>['responses'][Success & keyof Spec<N>['responses']];
type Reply<R> = R extends { schema: infer S extends z.ZodType }
  ? z.output<S>
  : R extends { contentType: string | readonly string[] }
    ? never
    : undefined;

/** What an endpoint answers when all is well: JSON or nothing; never = a text or a file. */
export type ReplyOf<N extends EndpointName> = Reply<Successes<N>>;

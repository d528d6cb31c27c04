import { z } from 'zod';
import { type EndpointSpec, endpoints, type ResponseSpec } from '../shared/endpoints.ts';

type Json = Record<string, unknown>;

/** Writes the OpenAPI 3.1 document from the same schemas that check the requests. */
export function createOpenapi(version: string): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const [name, spec] of Object.entries<EndpointSpec>(endpoints)) {
    paths[spec.path] = { ...paths[spec.path], [spec.method]: operation(name, spec, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Printernizer Timelapse',
      version,
      description: 'Timelapses of 3D prints: what there is, what renders, and what to do with it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '.', description: 'The folder this document is in, wherever the app is served' }],
    paths,
    components: { schemas: components },
  };
}

function operation(name: string, spec: EndpointSpec, components: Json): Json {
  const parameters = [
    ...parametersOf(spec.params, 'path', components),
    ...parametersOf(spec.query, 'query', components),
  ];
  return {
    operationId: name,
    summary: spec.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(spec.body ? { requestBody: requestBody(spec.body, components) } : {}),
    responses: Object.fromEntries(
      Object.entries(spec.responses).map(([status, response]) => [status, responseOf(response, components)]),
    ),
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query', components: Json): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => {
    const { description, ...rest } = toSchema(field as z.ZodType, 'input', components);
    const required = place === 'path' || !(field as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, description, schema: rest };
  });
}

function requestBody(body: z.ZodType, components: Json): Json {
  return {
    required: !body.safeParse(undefined).success,
    content: { 'application/json': { schema: toSchema(body, 'input', components) } },
  };
}

function responseOf(response: ResponseSpec, components: Json): Json {
  const { description, schema, contentType, headers } = response;
  const content = schema
    ? { 'application/json': { schema: toSchema(schema, 'output', components) } }
    : contentType && { [contentType]: { schema: { type: 'string' } } };
  const headerSpecs = Object.entries(headers ?? {}).map(([name, text]) => [
    name,
    { description: text, schema: { type: 'string' } },
  ]);
  return {
    description,
    ...(content ? { content } : {}),
    ...(headerSpecs.length > 0 ? { headers: Object.fromEntries(headerSpecs) } : {}),
  };
}

/** One schema; those with an id of their own go to the components and are referred to. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema: _, $defs, ...json } = z.toJSONSchema(schema, { io }) as Json & { $defs?: Json };
  for (const [id, definition] of Object.entries($defs ?? {}))
    components[id] = pointToComponents(withoutId(definition as Json));
  const id = schema.meta()?.id;
  if (id === undefined) return pointToComponents(json);
  // One that is referred to from within has come with the definitions; what is left then is but a reference to it.
  if (!('$ref' in json)) components[id] = pointToComponents(withoutId(json));
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId({ id: _, ...schema }: Json): Json {
  return schema;
}

function pointToComponents(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', '#/components/schemas/')) as Json;
}

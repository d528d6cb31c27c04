import { z } from 'zod';
import { optionValuesJson } from '../options/option-values.ts';
import { apiErrorSchema } from '../shared/api-error.ts';
import type { EndpointSpec, ResponseSpec } from '../shared/endpoint-parts.ts';
import { endpoints } from '../shared/endpoints.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, from the same schemas that validate requests. */
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
      description: 'Timelapses of 3D prints: list, render and manage them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      { url: '.', description: 'The folder that contains this document, wherever the app is served' },
    ],
    paths,
    components: { schemas: { ...components, OptionValues: optionValuesJson() } },
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
      Object.entries<ResponseSpec>({ ...spec.responses, ...commonResponses(spec) }).map(
        ([status, response]) => [status, responseOf(response, components)],
      ),
    ),
  };
}

function commonResponses({ method }: EndpointSpec): Record<string, ResponseSpec> {
  const description = 'There is no space left on the disk (`disk_full`); the remedy says what to do';
  return {
    ...(method === 'get' ? {} : { 507: { description, schema: apiErrorSchema } }),
    default: { description: 'Any other error', schema: apiErrorSchema },
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
    : contentType &&
      Object.fromEntries([contentType].flat().map((type) => [type, { schema: { type: 'string' } }]));
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

/** Schemas with an id become components and are referred to. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const { $schema: _, $defs, ...json } = z.toJSONSchema(schema, { io }) as Json & { $defs?: Json };
  for (const [id, definition] of Object.entries($defs ?? {}))
    components[id] = pointToComponents(withoutId(definition as Json));
  const id = schema.meta()?.id;
  if (id === undefined) return pointToComponents(json);
  // A recursive schema already came with the definitions; the rest is only a reference to it.
  if (!('$ref' in json)) components[id] = pointToComponents(withoutId(json));
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId({ id: _, ...schema }: Json): Json {
  return schema;
}

function pointToComponents(json: Json): Json {
  return JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', '#/components/schemas/')) as Json;
}

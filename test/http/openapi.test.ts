import { describe, expect, it } from 'vitest';
import { createOpenapi } from '../../src/http/openapi.ts';
import { endpoints } from '../../src/shared/endpoints.ts';

type Json = Record<string, unknown>;

const document = createOpenapi('0.0.0');

/** Each schema of the document with the path that leads to it; those that say what they are in words are left out. */
function unexplained(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = Object.entries((node as { properties?: Json }).properties ?? {})
    .filter(([name, field]) => !isExplained(name, field as Json))
    .map(([name]) => `${path}.${name}`);
  return [...own, ...Object.entries(node).flatMap(([name, child]) => unexplained(child, `${path}.${name}`))];
}

/** A field needs words of its own unless its name says it all or another schema, which has them, stands for it. */
function isExplained(name: string, field: Json): boolean {
  const branches = (field.anyOf ?? []) as Json[];
  const words = [field, ...branches].some(({ description, $ref }) => description ?? $ref);
  return words || name === 'field';
}

describe('the OpenAPI document', () => {
  it('is the committed one: a changed contract is seen in the review', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('openapi.snapshot.json');
  });

  it('lists the words that a yes or no may be [1.24]', () => {
    const { parameters } = (document.paths as Record<string, { get: { parameters: Json[] } }>)['/timelapses']!
      .get;
    const { schema } = parameters.find(({ name }) => name === 'linked') as { schema: { enum: string[] } };
    const linked = endpoints.listTimelapses.query.shape.linked;
    const accepted = (word: string): boolean => linked.safeParse(word).success;
    expect(schema.enum).toEqual(expect.arrayContaining(['true', 'False', '1', '0']));
    expect(schema.enum.filter((word) => !accepted(word))).toEqual([]);
    expect(['', 'tRUE', 'enabled', 'null', ' 1'].filter(accepted)).toEqual([]);
  });

  it('has no schema that is nothing but a reference to itself', () => {
    const { schemas } = document.components as { schemas: Record<string, Json> };
    const hollow = Object.entries(schemas).filter(([id, { $ref }]) => $ref === `#/components/schemas/${id}`);
    expect(hollow).toEqual([]);
  });

  it('explains every field of every schema', () => {
    expect(unexplained(document, '')).toEqual([]);
  });

  it('explains every parameter and every answer', () => {
    const operations = Object.values(document.paths as Record<string, Json>).flatMap(Object.values) as {
      operationId: string;
      summary: string;
      parameters?: { name: string; description?: string }[];
      responses: Record<string, { description: string }>;
    }[];
    expect(operations.length).toBeGreaterThan(10);
    for (const { operationId, summary, parameters = [], responses } of operations) {
      expect(summary, operationId).toMatch(/\w{3,}/);
      for (const each of parameters)
        expect(each.description, `${operationId}: ${each.name}`).toMatch(/\w{3,}/);
      for (const each of Object.values(responses)) expect(each.description, operationId).toMatch(/\w{3,}/);
    }
  });

  it('refers to nothing that it does not hold', () => {
    const schemas = Object.keys((document.components as { schemas: Json }).schemas);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target!,
    );
    expect(references.length).toBeGreaterThan(0);
    for (const target of references) {
      expect(target).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(schemas).toContain(target.split('/').at(-1));
    }
  });

  it('names each path parameter, as required', () => {
    for (const [path, operations] of Object.entries(document.paths as Record<string, Record<string, Json>>)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(operations)) {
        const inPath = (parameters as Json[]).filter((each) => each.in === 'path');
        expect(inPath.map(({ name }) => name)).toEqual(names);
        expect(inPath.every(({ required }) => required === true)).toBe(true);
      }
    }
  });

  it('leads from where it lies to the API, below whatever prefix', () => {
    const [server] = document.servers as { url: string }[];
    const base = new URL(server!.url, 'http://ha.local/api/hassio_ingress/token/api/v1/openapi.json').href;
    expect(Object.keys(document.paths as Json)).toContain('/health');
    expect(`${base.replace(/\/$/, '')}/health`).toBe(
      'http://ha.local/api/hassio_ingress/token/api/v1/health',
    );
  });
});

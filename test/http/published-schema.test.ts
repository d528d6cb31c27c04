import { describe, expect, it } from 'vitest';
import { createOpenapi } from '../../src/http/openapi.ts';
import { planChange } from '../../src/options/plan-change.ts';
import { Random } from '../../src/tools/bench/random.ts';
import { createIsValid, type Schema } from '../helpers/json-schema.ts';
import { jsonOf, type RawQuestion, rawRequest } from '../helpers/raw-request.ts';
import { sample } from '../helpers/sample-values.ts';
import { testSeed } from '../helpers/seed.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { BY_HAND } from '../helpers/with-video.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: Schema;
}

interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: { 'application/json': { schema: Schema } } };
}

const document = createOpenapi('0.0.0') as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const isValid = createIsValid(document.components);
const resolve = (reference: string): Schema => document.components.schemas[reference.split('/').at(-1)!]!;

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
/** Saving options would change the app under the test, and they have answers of their own: see below. */
const ELSEWHERE = ['changeSettings', 'testSettings'];
const asked = operations.filter(
  ({ operation }) =>
    !ELSEWHERE.includes(operation.operationId) && (operation.parameters ?? operation.requestBody),
);

/** A request, and whether the document says that it can be made. */
interface Case extends RawQuestion {
  body?: string;
  isValid: boolean;
}

function makeCase({ path, method, operation }: (typeof asked)[number], random: Random): Case {
  const parameters = (operation.parameters ?? []).flatMap((each) => drawParameter(each, random));
  const filled = parameters.reduce(
    (rest, { name, place, texts }) =>
      place === 'path' ? rest.replace(`{${name}}`, () => encodeURIComponent(texts[0]!)) : rest,
    path,
  );
  const query = parameters
    .filter(({ place }) => place === 'query')
    .flatMap(({ name, texts }) => texts.map((text) => `${name}=${encodeURIComponent(text)}`));
  const { body, isFine } = drawBody(operation, random);
  return {
    path: `/api/v1${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    method: method.toUpperCase(),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body }),
    isValid: isFine && parameters.every((each) => each.isFine),
  };
}

interface Drawn {
  name: string;
  place: 'path' | 'query';
  texts: string[];
  isFine: boolean;
}

/** What a parameter is given; nothing when it is left out. */
function drawParameter({ name, in: place, required, schema }: Parameter, random: Random): Drawn[] {
  if (!required && random.uniform() < 0.6) return [];
  const texts = [sample(schema, resolve, random)].flat().map(asText);
  // Another path, or none that can be asked for.
  if (place === 'path') texts.splice(0, Infinity, ['', '.', '..'].includes(texts[0] ?? '') ? 'x' : texts[0]!);
  // An empty list is written as nothing.
  if (texts.length === 0) return required ? [{ name, place, texts, isFine: false }] : [];
  const values = texts.map((text) => fromText(text, schema));
  return [{ name, place, texts, isFine: isValid(values.length === 1 ? values[0] : values, schema) }];
}

function drawBody({ requestBody }: Operation, random: Random): { body?: string; isFine: boolean } {
  if (!requestBody || (!requestBody.required && random.uniform() < 0.2)) return { isFine: true };
  const { schema } = requestBody.content['application/json'];
  const body = JSON.stringify(sample(schema, resolve, random));
  return { body, isFine: isValid(JSON.parse(body), schema) };
}

/** How a client writes a value into an address. */
function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Surrogate}/gu, '');
}

/** What stands in an address, as its schema sees it. */
function fromText(text: string, { type }: Schema): unknown {
  return type === 'integer' && String(Number(text)) === text ? Number(text) : text;
}

const PER_OPERATION = 30;

describe('what the OpenAPI document allows', () => {
  it('is not refused: whatever answers 400 was against the document [1.24]', async () => {
    const app = await startTestApp({ ...BY_HAND, timelapse_enabled: false });
    const random = new Random(testSeed());
    const cases = asked.flatMap((each) =>
      Array.from({ length: PER_OPERATION }, () => makeCase(each, random)),
    );
    const refused = [];
    for (const question of cases) {
      const { method, path, body, isValid: isFine } = question;
      const answer = await rawRequest(app.app.port, question);
      const reported = `${method} ${path.slice(0, 300)} ${body?.slice(0, 300)} is answered ${answer.status}`;
      expect(answer.status, reported).toBeLessThan(500);
      if (answer.status !== 400) continue;
      refused.push(question);
      expect([reported, isFine, jsonOf(answer)]).toEqual([reported, false, expect.anything()]);
    }
    expect(refused.length).toBeGreaterThan(asked.length);
    expect(cases.filter((each) => each.isValid).length).toBeGreaterThan(asked.length);
  }, 60_000);

  it('of options is not refused either, but where one contradicts another [1.24]', () => {
    const random = new Random(testSeed());
    const none = { values: {}, problems: [] };
    const seen = { valid: 0, refused: 0 };
    for (let turn = 0; turn < 3000; turn += 1) {
      const wish = JSON.parse(JSON.stringify(sample(sparse(), resolve, random, 0.02))) as unknown;
      if (typeof wish !== 'object' || wish === null || Array.isArray(wish)) continue;
      const { problems } = planChange(
        { defaults: {}, stored: none, environment: none },
        wish as Record<string, unknown>,
      );
      const refused = problems.filter(({ code }) => code !== 'fps_order' && code !== 'output_is_source');
      if (refused.length > 0) seen.refused += 1;
      if (!isValid(wish, optionValues)) continue;
      seen.valid += 1;
      expect([wish, refused]).toEqual([wish, []]);
    }
    expect(seen.valid).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(300);

    /** A few options at a time: among all of them, one would always be wrong. */
    function sparse(): Schema {
      const names = Object.keys(optionValues.properties as object).filter(() => random.uniform() < 0.1);
      const properties = optionValues.properties as Record<string, Schema>;
      return {
        ...optionValues,
        properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
      };
    }
  });
});

const optionValues = resolve('OptionValues');

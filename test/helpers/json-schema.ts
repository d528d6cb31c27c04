import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** A JSON Schema as the OpenAPI document has them. */
export type Schema = Record<string, unknown>;

/** Whether a value keeps to a schema of the OpenAPI document. */
export type IsValid = (value: unknown, schema: Schema) => boolean;

/**
 * A check by the schemas of an OpenAPI document.
 *
 * @param components what references in the schemas point at
 * @throws Error for a keyword that is not known: nothing passes for want of a check
 */
export function createIsValid(components: { schemas: Record<string, Schema> }): IsValid {
  const ajv = new Ajv2020({ strictTypes: false, allowUnionTypes: true });
  ajv.addVocabulary(['components']);
  ajv.addFormat('uri', (text) => URL.canParse(text));
  // These have a pattern beside them, which says the same more exactly.
  for (const name of ['base64url', 'date-time']) ajv.addFormat(name, true);
  // JSON Schema leaves it to the reader whether contents are checked; here they are.
  ajv.removeKeyword('contentSchema');
  ajv.addKeyword({
    keyword: 'contentSchema',
    type: 'string',
    compile: (schema: Schema) => {
      const holds = ajv.compile(schema);
      return (text: string) => holds(decoded(text));
    },
  });
  const compiled = new WeakMap<Schema, ValidateFunction>();
  return (value, schema) => {
    const holds = compiled.get(schema) ?? ajv.compile({ ...schema, components });
    compiled.set(schema, holds);
    return holds(value);
  };
}

/** The text in base64url; null, which is no text, when it is none. */
function decoded(text: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'base64url'));
  } catch {
    return null;
  }
}

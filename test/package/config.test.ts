import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionsSchema } from '../../src/options/catalogue.ts';
import { PACKAGING, ROOT, readText, readYaml, repositoryFiles } from './repository.ts';
import {
  type AppConfig,
  isKnownType,
  linterFindings,
  optionErrors,
  type SchemaElement,
  securityRating,
} from './supervisor-rules.ts';

const config = readYaml<AppConfig>(`${PACKAGING}/config.yaml`);
const profile = existsSync(join(ROOT, PACKAGING, 'apparmor.txt'));

interface JsonSchema {
  type?: string;
  enum?: string[];
  format?: string;
  minLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
}

/** How the Supervisor would write what the program takes. */
function elementOf(schema: JsonSchema): SchemaElement {
  if (schema.properties) return groupOf(schema);
  if (schema.items) return [elementOf(schema.items)];
  if (schema.enum) return `list(${schema.enum.join('|')})`;
  if (schema.type === 'boolean') return 'bool';
  if (schema.type === 'integer') return `int(${schema.minimum},${schema.maximum})`;
  if (schema.type === 'number') return `float(${schema.minimum},${schema.maximum})`;
  if (schema.format === 'uri') return 'url';
  const mayBeEmpty = schema.minLength !== 1 && schema.pattern !== '\\S';
  return mayBeEmpty ? 'str' : 'str(1,)';
}

function groupOf({ properties = {}, required = [] }: JsonSchema): Record<string, SchemaElement> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const element = elementOf(schema);
      if (required.includes(name) || typeof element !== 'string') return [name, element];
      return [name, `${element.replace('(1,)', '')}?`];
    }),
  );
}

/** Names of all options, `video.fps` for a member of a group. */
function namesIn(schema: Record<string, SchemaElement>, above = ''): string[] {
  return Object.entries(schema).flatMap(([name, element]) => {
    const inner = Array.isArray(element) ? element[0] : element;
    const own = above + name;
    return typeof inner === 'object' ? [own, ...namesIn(inner as never, `${own}.`)] : [own];
  });
}

describe('config.yaml, as the Supervisor reads it', () => {
  it('has every option that the program knows, with its type and range, and no other', () => {
    const program = z.toJSONSchema(optionsSchema, { io: 'output' }) as JsonSchema;
    expect(config.schema).toEqual(groupOf(program));
  });

  it('starts with the defaults of the program', () => {
    expect(config.options).toEqual(optionsSchema.parse({}));
  });

  it('has types the Supervisor knows, and accepts its own defaults without an edit', () => {
    const types = (element: SchemaElement): string[] =>
      typeof element === 'string' ? [element] : Object.values(element).flatMap(types);
    expect(types(config.schema as SchemaElement).filter((type) => !isKnownType(type))).toEqual([]);
    expect(optionErrors(config.schema, config.options)).toEqual([]);
  });

  it.each([
    ['a value out of range', { timelapse_scan_interval: 1 }],
    ['a word that is none of the choices', { log_level: 'loud' }],
    ['a printer without its entity', { printers: [{ name: 'Mini' }] }],
    ['a member out of range', { video: { ...(config.options.video as object), quality: 52 } }],
    ['a member that is missing', { video: { fps: 25 } }],
    ['an option nobody knows', { colour: 'red' }],
  ])('refuses %s', (_what, change) => {
    expect(optionErrors(config.schema, { ...config.options, ...change })).not.toEqual([]);
  });

  it('has the best security rating there is', () => {
    expect(securityRating(config, profile)).toBe(8);
  });

  it('gives the app linter nothing to report', () => {
    expect(linterFindings(config)).toEqual([]);
  });

  it('asks for no more than the app uses', () => {
    expect(config.map).toEqual([
      { type: 'share', read_only: false },
      { type: 'media', read_only: false },
    ]);
    expect(config.services).toEqual(['mqtt:want']);
    for (const right of ['hassio_api', 'privileged', 'devices', 'ports', 'full_access'])
      expect(config[right]).toBeUndefined();
  });

  it('leaves the first process of the container to s6', () => {
    expect(config.init).toBe(false);
  });
});

describe('the repository, as Home Assistant clones it', () => {
  const files = repositoryFiles();

  it('has one app, and no other file that would be taken for one', () => {
    const apps = files.filter((path) => /(^|\/)config\.(ya?ml|json)$/.test(path));
    expect(apps).toEqual([`${PACKAGING}/config.yaml`]);
    expect(files.filter((path) => /(^|\/)build\.(ya?ml|json)$/.test(path))).toEqual([]);
  });

  it('says who it is', () => {
    expect(readYaml('repository.yaml')).toMatchObject({ name: expect.any(String), url: config.url });
  });

  it('is small: no pictures or videos but those of the pages', () => {
    const heavy = files.filter((path) => existsSync(join(ROOT, path))).map((path) => join(ROOT, path));
    const bytes = heavy.reduce((sum, path) => sum + readFileSync(path).length, 0);
    expect(bytes).toBeLessThan(12_000_000);
    expect(files.filter((path) => /\.(mp4|mov|mkv|zip|tar|gz)$/.test(path))).toEqual([]);
  });
});

describe('each translation', () => {
  interface Text {
    name?: string;
    description?: string;
    fields?: Record<string, Text>;
  }
  const namesOf = (texts: Record<string, Text>, above = ''): string[] =>
    Object.entries(texts).flatMap(([name, text]) => [
      above + name,
      ...namesOf(text.fields ?? {}, `${above}${name}.`),
    ]);
  const textsOf = (texts: Record<string, Text>): Text[] =>
    Object.values(texts).flatMap((text) => [text, ...textsOf(text.fields ?? {})]);

  it.each(['en', 'de'])('%s names and explains every option, and no other', (language) => {
    const { configuration } = readYaml<{ configuration: Record<string, Text> }>(
      `${PACKAGING}/translations/${language}.yaml`,
    );
    expect(namesOf(configuration)).toEqual(namesIn(config.schema));
    for (const { name, description } of textsOf(configuration)) {
      expect(name).toMatch(/\w/);
      expect(description).toMatch(/\w.*\.$/);
    }
  });
});

describe('the version', () => {
  it('is one, in package.json, its lock, config.yaml and the newest entry of the changelog', () => {
    const { version } = JSON.parse(readText('package.json')) as { version: string };
    const lock = JSON.parse(readText('package-lock.json')) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    const newest = /^## (\S+)/m.exec(readText(`${PACKAGING}/CHANGELOG.md`))?.[1];
    const versions = [lock.version, lock.packages['']?.version, config.version, newest];
    expect(versions).toEqual(versions.map(() => version));
  });
});

describe('the pictures in the app store', () => {
  it.each([
    ['icon.png', 128, 128],
    ['logo.png', 250, 100],
  ])('%s is a PNG of the advised size', (name, width, height) => {
    const bytes = readFileSync(join(ROOT, PACKAGING, name));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
  });
});

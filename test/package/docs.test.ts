import { existsSync, globSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { optionsSchema, videoOptionsSchema } from '../../src/options/catalogue.ts';
import { FAILURE_CODES } from '../../src/shared/statuses.ts';
import { failureSentence } from '../../src/timelapses/failure-texts.ts';
import { ROOT, readText, readYaml, repositoryFiles } from './repository.ts';

const REPOSITORY = 'https://github.com/schmacka/printernizer-timelapse';
const RAW = 'https://raw.githubusercontent.com/schmacka/printernizer-timelapse/main/';
const docs = readText('printernizer-timelapse/DOCS.md');
const pages = repositoryFiles().filter((path) => path.endsWith('.md') && existsSync(join(ROOT, path)));

/** Blocks of one language, as they stand. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block = '']) => block,
  );
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, '``');
}

/** How GitHub and Home Assistant name a heading in a link. */
function anchorsIn(text: string): string[] {
  return [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** The file in the checkout that a link means, from the top folder; null for the rest of the world. */
function fileOf(link: string, page: string): string | null {
  if (link.startsWith(RAW)) return link.slice(RAW.length);
  const own = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/(.+)$`).exec(link)?.[1];
  if (own !== undefined) return own;
  if (/^[a-z]+:/.test(link)) return null;
  return link === '' ? page : normalize(join(dirname(page), decodeURI(link)));
}

/** The part of a text below a heading, down to the next of the same height or above. */
function section(heading: string): string {
  const start = docs.indexOf(`\n${heading}\n`);
  expect([heading, start >= 0]).toEqual([heading, true]);
  const height = /^#+/.exec(heading)![0].length;
  const rest = docs.slice(start + heading.length + 2);
  const end = new RegExp(`^#{1,${height}} `, 'm').exec(rest)?.index ?? rest.length;
  return rest.slice(0, end);
}

describe.each(pages)('%s', (page) => {
  const text = readText(page);

  it('has no link that leads nowhere', () => {
    const links = [...withoutBlocks(text).matchAll(/\]\(<?([^)>\s]*)>?\)/g)].map(([, link = '']) => link);
    const lost = links.filter((link) => {
      const [address = '', anchor] = link.split('#');
      const file = fileOf(address, page);
      if (file === null) return false;
      if (!existsSync(join(ROOT, file))) return true;
      if (anchor === undefined || statSync(join(ROOT, file)).isDirectory()) return false;
      return !anchorsIn(readText(file)).includes(anchor);
    });
    expect(lost).toEqual([]);
  });

  it('names one repository', () => {
    const named = [...text.matchAll(/github\.com[/%2F]+([\w-]+)[/%2F]+printernizer-timelapse/g)];
    expect(named.map(([, owner]) => owner).filter((owner) => owner !== 'schmacka')).toEqual([]);
  });

  it('has YAML and JSON that can be read', () => {
    for (const block of blocks(text, 'yaml')) expect(parse(block)).toEqual(expect.any(Object));
    for (const block of blocks(text, 'json')) expect(JSON.parse(block)).toEqual(expect.any(Object));
  });
});

describe('the documentation', () => {
  it('shows the configuration as it is at first', () => {
    const { options } = readYaml<{ options: object }>('printernizer-timelapse/config.yaml');
    expect(
      blocks(section('## Configuration').split('### Option')[0]!, 'yaml').map((each) => parse(each)),
    ).toEqual([options]);
  });

  it('has a section for every option, in their order, and for no other', () => {
    const named = [...docs.matchAll(/^### Option: `(\w+)`$/gm)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(optionsSchema.shape));
  });

  it.each(
    Object.entries(optionsSchema.toJSONSchema({ io: 'output' }).properties ?? {}).filter(
      ([, schema]) =>
        typeof schema === 'object' && (schema.maximum !== undefined || schema.enum !== undefined),
    ),
  )('says what %s may be', (name, schema) => {
    const {
      minimum,
      maximum,
      enum: choices,
    } = schema as { minimum?: number; maximum?: number; enum?: string[] };
    const text = section(`### Option: \`${name}\``);
    for (const each of choices?.map((word) => `\`${word}\``) ?? [minimum, maximum].map(String))
      expect(text).toContain(each);
  });

  it('has a row for every option of a video, with its default', () => {
    const text = section('### Option: `video`');
    const defaults = videoOptionsSchema.parse({});
    for (const [name, value] of Object.entries(defaults)) {
      const row = text.split('\n').find((line) => line.split('|')[1]?.includes(`\`${name}\``));
      expect([name, row]).toEqual([name, expect.stringContaining(`\`${value}\``)]);
    }
  });

  it('has a row for every failure of a video, in the words of the app', () => {
    const rows = section('### A video failed')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .filter(([, code]) => code?.startsWith('`'))
      .map(([, code, message, remedy]) => `${code} ${message} ${remedy}`);
    expect(rows).toEqual(FAILURE_CODES.map((code) => `\`${code}\` ${failureSentence(code)}`));
  });

  it('has a button to import each blueprint', () => {
    const buttons = [...docs.matchAll(/blueprint_import\/\?blueprint_url=([^)]+)\)/g)].map(([, url = '']) =>
      fileOf(decodeURIComponent(url), 'printernizer-timelapse/DOCS.md'),
    );
    const blueprints = repositoryFiles().filter((path) => /\/blueprints\/.+\.yaml$/.test(path));
    expect([...new Set(buttons)].toSorted()).toEqual(blueprints.toSorted());
  });

  it('explains every notice that the app can show', () => {
    const sources = globSync('src/{health,setup-check,homeassistant}/**/*.ts', { cwd: ROOT })
      .map(readText)
      .join('\n');
    const codes = [
      ...[...sources.matchAll(/code: '(\w+)',\s*area:/g), ...sources.matchAll(/\badd\(\s*'(\w+)'/g)].map(
        ([, code = '']) => code,
      ),
      ...[...sources.matchAll(/code: `home_assistant_\$\{core\.state\}`/g)].flatMap(() => [
        'home_assistant_away',
        'home_assistant_refused',
      ]),
    ];
    expect(codes.length).toBeGreaterThan(8);
    const explained = section('### A notice at the top of the panel');
    expect(codes.filter((code) => !explained.includes(`\`${code}\``))).toEqual([]);
  });
});

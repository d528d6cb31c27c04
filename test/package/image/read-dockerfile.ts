/** One step of a stage, with its arguments filled in. */
export type Step =
  | { kind: 'RUN' | 'WORKDIR'; text: string }
  | { kind: 'COPY'; from: string | null; sources: string[]; target: string }
  | { kind: 'ENV' | 'LABEL' | 'ARG'; pairs: Record<string, string> }
  | { kind: 'HEALTHCHECK'; command: string[] };

export interface Stage {
  name: string;
  base: string;
  steps: Step[];
}

/**
 * Reads a Dockerfile as far as ours goes; an instruction that is not known here is an error, so that nothing of it is
 * left out unseen.
 *
 * @param args stand for `--build-arg`
 */
export function readDockerfile(text: string, args: Record<string, string> = {}): Stage[] {
  const stages: Stage[] = [];
  const values: Record<string, string> = { BUILDPLATFORM: 'linux/amd64' };
  for (const line of logicalLines(text)) {
    const [, kind = '', rest = ''] = /^(\w+)\s+(.*)$/s.exec(line) ?? [];
    if (kind === 'ARG') {
      const [name = '', value = ''] = splitOnce(rest, '=');
      values[name] = args[name] ?? values[name] ?? unquote(value);
      stages.at(-1)?.steps.push({ kind, pairs: { [name]: values[name] ?? '' } });
      continue;
    }
    if (kind === 'FROM') {
      const [, base = '', name] =
        /^(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?$/i.exec(fill(rest, values)) ?? [];
      stages.push({ name: name ?? 'final', base, steps: [] });
      continue;
    }
    stages.at(-1)?.steps.push(readStep(kind, rest, values));
  }
  return stages;
}

function readStep(kind: string, rest: string, values: Record<string, string>): Step {
  // What a shell reads is filled in by the shell.
  if (kind === 'RUN') return { kind, text: rest };
  const text = kind === 'HEALTHCHECK' ? rest : fill(rest, values);
  if (kind === 'WORKDIR') return { kind, text };
  if (kind === 'ENV' || kind === 'LABEL') return { kind, pairs: readPairs(text) };
  if (kind === 'EXPOSE') return { kind: 'LABEL', pairs: {} };
  if (kind === 'HEALTHCHECK') {
    return { kind, command: JSON.parse(text.slice(text.indexOf('CMD') + 3)) as string[] };
  }
  if (kind === 'COPY') {
    const words = text.split(/\s+/);
    const from = words[0]?.startsWith('--from=') ? words.shift()!.slice('--from='.length) : null;
    return { kind, from, target: words.pop() ?? '', sources: words };
  }
  throw new Error(`The Dockerfile has an instruction that the tests do not know: ${kind}.`);
}

function logicalLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readPairs(text: string): Record<string, string> {
  const pairs = text.matchAll(/([\w.-]+)=("(?:[^"])*"|\S+)/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, unquote(value)]));
}

function fill(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (_all, braced?: string, plain?: string) => {
    return values[braced ?? plain ?? ''] ?? '';
  });
}

function unquote(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1');
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { injectFlicker, makeHardCase } from './reference-tools.ts';
import { drawHighlights, type PixelSize, rewriteFrames, takenBack } from './rewrite-frames.ts';

export interface BenchCase {
  name: string;
  seed: number;
  input: string;
  /** Undefined for real flicker. */
  truth: string | undefined;
  /** The input with injected factors removed: the limit of 8 bits and JPEG. */
  oracle: string | undefined;
}

const FLICKER = ['expwb', 'hunt', 'exp6', 'gamma', 'ramp', 'step', 'band', 'lamp'] as const;

/** Kinds whose factors flicker.py writes. */
const TAKEN_BACK: readonly string[] = ['expwb', 'hunt', 'exp6', 'gamma', 'ramp', 'step'];

const HARD = [
  ...['expwb', 'print', 'hunt', 'printhunt', 'bedslinger', 'dark20', 'step', 'ramp', 'band', 'ledband'],
  ...['lamp', 'printlamp', 'white235', 'white250', 'white255', 'hand', 'ir', 'twocams', 'q30', 'noise'],
  ...['ten', 'aegrow', 'daynight', 'bump', 'drift', 'zoom', 'resin'],
] as const;

const CLEAN: Readonly<Record<string, string>> = {
  starter: 'starter-clean-1080p',
  print: 'print-composite-clean-1080p',
};

export const FLICKER_CASES = Object.keys(CLEAN).flatMap((scene) => FLICKER.map((kind) => `${scene}-${kind}`));

export const HARD_CASES = HARD.map((name) => `hard-${name}`);

/** Part of the picture has a texture of highlights. */
export const HIGHLIGHTS_CASE = 'starter-highlights';

export const CLEAN_CASES = Object.keys(CLEAN).map((scene) => `${scene}-clean`);

/** Creates cases and keeps them for later runs. */
export class CaseLibrary {
  #options: { tools: string; sequences: string; cache: string; size: PixelSize };

  constructor(options: { tools: string; sequences: string; cache: string; size: PixelSize }) {
    this.#options = options;
  }

  get real(): string[] {
    const clean = Object.values(CLEAN);
    return readdirSync(this.#options.sequences).filter((name) => !clean.includes(name));
  }

  async get(name: string, seed: number): Promise<BenchCase> {
    const [scene, kind] = name.split(/-(.*)/) as [string, string];
    if (this.real.includes(name)) {
      const input = join(this.#options.sequences, name);
      return { name, seed, input, truth: undefined, oracle: undefined };
    }
    if (CLEAN_CASES.includes(name)) {
      const input = await this.#clean(scene);
      return { name, seed, input, truth: input, oracle: undefined };
    }
    if (scene === 'hard') {
      const folder = await this.#kept(`${name}-${seed}`, (into) => this.#makeHard(into, kind, seed));
      return caseIn(folder, name, seed, undefined);
    }
    const source = kind === 'highlights' ? await this.#highlights() : await this.#clean(scene);
    const injected = kind === 'highlights' ? 'expwb' : kind;
    const folder = await this.#kept(`${this.#size}-${name}-${seed}`, (into) =>
      this.#inject(source, into, injected, seed),
    );
    return caseIn(folder, name, seed, source);
  }

  get #size(): string {
    return `${this.#options.size.width}x${this.#options.size.height}`;
  }

  #clean(scene: string): Promise<string> {
    const source = join(this.#options.sequences, CLEAN[scene]!);
    if (this.#size === '1920x1080') return Promise.resolve(source);
    return this.#kept(`${this.#size}-${scene}-clean`, (into) =>
      rewriteFrames(source, into, () => {}, this.#options.size),
    );
  }

  async #highlights(): Promise<string> {
    const source = await this.#clean('starter');
    return this.#kept(`${this.#size}-starter-highlights`, (into) =>
      rewriteFrames(source, into, drawHighlights),
    );
  }

  #makeHard(into: string, kind: string, seed: number): Promise<void> {
    const starter = join(this.#options.sequences, CLEAN.starter!);
    return makeHardCase(this.#options.tools, starter, into, kind, seed);
  }

  async #inject(source: string, into: string, kind: string, seed: number): Promise<void> {
    const { gains, gammas } = await injectFlicker(this.#options.tools, source, into, kind, seed);
    if (TAKEN_BACK.includes(kind)) {
      await rewriteFrames(join(into, 'in'), join(into, 'oracle'), takenBack(gains, gammas));
    }
  }

  async #kept(name: string, make: (into: string) => Promise<void>): Promise<string> {
    const folder = join(this.#options.cache, name);
    if (existsSync(join(folder, '.whole'))) return folder;
    const half = `${folder}.half`;
    for (const left of [folder, half]) rmSync(left, { recursive: true, force: true });
    mkdirSync(half, { recursive: true });
    await make(half);
    writeFileSync(join(half, '.whole'), '');
    renameSync(half, folder);
    return folder;
  }
}

function caseIn(folder: string, name: string, seed: number, clean: string | undefined): BenchCase {
  const own = (part: string) => (existsSync(join(folder, part)) ? join(folder, part) : undefined);
  return { name, seed, input: join(folder, 'in'), truth: own('truth') ?? clean, oracle: own('oracle') };
}

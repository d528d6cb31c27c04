import type { WireFrame, WirePreset, WireRecipe, WireRecipeView } from '../../../web/contract.ts';
import { PRESETS, VIEW } from './make-session.ts';

interface Answer {
  status: number;
  body?: unknown;
}

/** Answers what the editor asks for, and remembers it. */
export class FakeServer {
  view: WireRecipeView = VIEW;
  frames: WireFrame[] = [];
  presets: WirePreset[] = [...PRESETS];
  /** Instead of the usual answer, by method and end of the path. */
  readonly instead = new Map<string, Answer>();
  readonly asked: { call: string; body: unknown }[] = [];

  /** For `vi.stubGlobal`. */
  readonly fetch = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, 'http://localhost');
    const call = `${init.method ?? 'GET'} ${url.pathname.replace('/api/v1', '')}`;
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    this.asked.push({ call, body });
    const special = [...this.instead].find(([end]) => call.endsWith(end));
    if (special) return Response.json(special[1].body ?? {}, { status: special[1].status });
    return this.#answer(call, url.searchParams, body);
  };

  asks(end: string): unknown[] {
    return this.asked.filter(({ call }) => call.endsWith(end)).map(({ body }) => body);
  }

  #answer(call: string, query: URLSearchParams, body: unknown): Response {
    if (call.endsWith('/recipe/preview')) return new Response(new Blob(['jpeg']));
    if (call.startsWith('DELETE')) {
      if (call.endsWith('/recipe')) this.view = { ...this.view, recipe: {} };
      return new Response(null, { status: 204 });
    }
    if (call.startsWith('PUT')) this.view = { ...this.view, recipe: body as WireRecipe };
    if (call.endsWith('/recipe')) return Response.json(this.view);
    if (call.endsWith('/frames')) return this.#page(this.frames, query);
    if (call === 'POST /presets') return Response.json({ id: 'new', built_in: false, ...(body as object) });
    if (call.endsWith('/presets')) return this.#page(this.presets, query);
    return Response.json({});
  }

  #page(list: readonly unknown[], query: URLSearchParams): Response {
    const offset = Number(query.get('offset') ?? 0);
    const part = list.slice(offset, offset + Number(query.get('limit')));
    return Response.json(part, { headers: { 'X-Total-Count': String(list.length) } });
  }
}

export function refusal(status: number, code: string, detail: unknown = null): Answer {
  return { status, body: { error: { code, message: `Refused: ${code}.`, detail } } };
}

import { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { bindEndpoints, type Handlers } from '../../src/http/endpoint.ts';
import { endpoints, type EndpointSpec } from '../../src/shared/endpoints.ts';

/** Every route of a router, as `get /timelapses/{id}`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route }) =>
    route ? route.stack.map((layer) => `${layer.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`) : [],
  );
}

describe('the routes', () => {
  it('are those of the contract, no more and no fewer', () => {
    const router = Router();
    const handler = async () => ({ status: 200 });
    bindEndpoints(
      router,
      Object.fromEntries(Object.keys(endpoints).map((name) => [name, handler])) as unknown as Handlers,
      true,
    );
    const declared = Object.values<EndpointSpec>(endpoints).map(({ method, path }) => `${method} ${path}`);
    expect(routesOf(router)).toEqual(declared);
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('put a fixed path before one with a parameter that would swallow it', () => {
    const seen: RegExp[] = [];
    for (const { method, path } of Object.values<EndpointSpec>(endpoints)) {
      const name = `${method} ${path}`;
      expect(
        seen.filter((earlier) => earlier.test(name)),
        name,
      ).toEqual([]);
      seen.push(new RegExp(`^${name.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
    }
  });
});

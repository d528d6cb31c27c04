import { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { bindEndpoints, type Handlers } from '../../src/http/endpoint.ts';
import type { EndpointSpec } from '../../src/shared/endpoint-parts.ts';
import { endpoints } from '../../src/shared/endpoints.ts';

/** Every route of a router, as `get /timelapses/{id}`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route }) =>
    route
      ? route.stack.flatMap(({ method }) =>
          method ? [`${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`] : [],
        )
      : [],
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
    expect(new Set(routesOf(router))).toEqual(new Set(declared));
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('put a fixed path before one with a parameter that would swallow it', () => {
    const seen: RegExp[] = [];
    // Whatever the method: another one is refused by the first path that fits.
    for (const path of new Set(Object.values<EndpointSpec>(endpoints).map((spec) => spec.path))) {
      expect(
        seen.filter((earlier) => earlier.test(path)),
        path,
      ).toEqual([]);
      seen.push(new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
    }
  });
});

import { type AddressOf, type EndpointName, routes } from '../contract.ts';

/** What any endpoint's address may be filled in with. */
export interface AddressParts {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
}

/**
 * The address of an endpoint, below the page's own, which is whatever prefix a proxy has put it under. Of a query,
 * several values make the name occur several times.
 */
export function addressOf<N extends EndpointName>(name: N, parts: AddressOf<N>): string {
  return fillIn(routes[name].path, parts as AddressParts);
}

/** @param template with parameters in braces */
export function fillIn(template: string, { params = {}, query = {} }: AddressParts): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().flatMap((each) => (each === undefined ? [] : [[key, String(each)]])),
  );
  const search = new URLSearchParams(pairs).toString();
  return `./api/v1${path}${search === '' ? '' : `?${search}`}`;
}

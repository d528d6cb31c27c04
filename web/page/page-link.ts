/** Followed by anything. */
const PANEL = /^\/(?:app|hassio\/ingress)\/[^/]+/;

/**
 * An address that others can open: in Home Assistant's panel if possible, since ingress addresses only work for one
 * session.
 *
 * @param hash what the page shows, as of `formatRoute`
 * @param around address of the parent page; null = none or unknown
 */
export function pageLink(hash: string, here: string, around: string | null): string {
  const panel = around === null ? null : PANEL.exec(new URL(around).pathname);
  if (around !== null && panel !== null) {
    // Home Assistant hands on the path, but neither a query nor a hash.
    const [path = '', query] = hash.replace(/^#/, '').split('?', 2);
    const inPath = query === undefined ? path.replace(/\/$/, '') : path + encodeURIComponent(`?${query}`);
    return new URL(panel[0] + inPath, around).href;
  }
  const url = new URL(here);
  url.hash = hash;
  return url.href;
}

export function timelapseLink(id: string, here: string, around: string | null): string {
  return pageLink(`#/timelapses/${encodeURIComponent(id)}`, here, around);
}

/** Null = none, or of another site. */
export function addressAround(): string | null {
  try {
    return window.parent === window ? null : window.parent.location.href;
  } catch {
    return null;
  }
}

/** Followed by anything. */
const PANEL = /^\/(?:app|hassio\/ingress)\/[^/]+/;

/**
 * In Home Assistant's panel if possible, since ingress addresses only work for one session.
 *
 * @param around address of the parent page; null = none or unknown
 */
export function timelapseLink(id: string, here: string, around: string | null): string {
  const path = `/timelapses/${encodeURIComponent(id)}`;
  const panel = around === null ? null : PANEL.exec(new URL(around).pathname);
  if (around !== null && panel !== null && panel !== undefined) return new URL(panel[0] + path, around).href;
  const url = new URL(here);
  url.hash = `#${path}`;
  return url.href;
}

/** Path of an app's page in Home Assistant, whatever comes behind it. */
const PANEL = /^\/(?:app|hassio\/ingress)\/[^/]+/;

/**
 * Where a timelapse is found by someone else: in the panel of Home Assistant, whose ingress addresses are good for one
 * session only, else in this page.
 *
 * @param here address of this page
 * @param around address of the page around it; null = there is none, or it may not be known
 */
export function timelapseLink(id: string, here: string, around: string | null): string {
  const path = `/timelapses/${encodeURIComponent(id)}`;
  const panel = around === null ? null : PANEL.exec(new URL(around).pathname);
  if (around !== null && panel !== null && panel !== undefined) return new URL(panel[0] + path, around).href;
  const url = new URL(here);
  url.hash = `#${path}`;
  return url.href;
}

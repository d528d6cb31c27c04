import type { SupervisorClient } from './supervisor-client.ts';

export interface AppIdentity {
  /** Full slug, `<repository>_<slug>`; null = not known yet, and asked again. */
  slug(): Promise<string | null>;
}

export function createAppIdentity(supervisor: Pick<SupervisorClient, 'selfInfo'>): AppIdentity {
  let known: string | null = null;
  return {
    async slug() {
      known ??= await supervisor.selfInfo().then(
        (info) => info.slug,
        () => null,
      );
      return known;
    },
  };
}

/** As a path on Home Assistant, whose frontend passes the rest of the path to the page, which opens the player. */
export function panelUrl(slug: string | null, timelapseId?: string): string | null {
  if (slug === null) return null;
  return `/app/${slug}${timelapseId === undefined ? '' : `/timelapses/${encodeURIComponent(timelapseId)}`}`;
}

import type { SupervisorClient } from './supervisor-client.ts';

/** Who this app is in this Home Assistant. */
export interface AppIdentity {
  /** Full slug, `<repository>_<slug>`; null while the Supervisor does not tell. Asked for until it is known. */
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

/**
 * Where a timelapse is shown, below Home Assistant's address: its frontend hands the path behind the app's own to the
 * page, which opens the player.
 */
export function panelUrl(slug: string | null, timelapseId?: string): string | null {
  if (slug === null) return null;
  return `/app/${slug}${timelapseId === undefined ? '' : `/timelapses/${encodeURIComponent(timelapseId)}`}`;
}

/** What an app has been given by its `config.yaml`. */
export interface AppRights {
  /** `homeassistant_api`: Core's REST API and WebSocket through the Supervisor. */
  homeassistantApi: boolean;
  /** `hassio_api`, at role `default`: every path that ends in `/info`. */
  hassioApi: boolean;
  /** `services`: what the app may ask for. */
  services: readonly string[];
}

/** Answered without looking at the token here; the proxies to Core look at it themselves. */
const OPEN = /^\/(supervisor\/ping|core\/api\/.*|core\/websocket)$/;
const NEVER = /^\/core\/api\/hassio(\/|_).*$/;
/** What any app may call for itself. */
const OWN =
  /^\/(addons\/self\/(?!security|update)[^/]+|addons\/self\/options\/config|info|services.*|discovery.*)$/;
const BY_ROLE = /^\/.+\/info$/;

/** What an access is refused with: the HTTP status, or null when it may go on. */
export function refusal(path: string, tokenFits: boolean | null, rights: AppRights): 401 | 403 | null {
  if (NEVER.test(path)) return 403;
  if (OPEN.test(path)) return null;
  if (tokenFits === null) return 401;
  if (!tokenFits) return 403;
  if (OWN.test(path)) return null;
  return rights.hassioApi && BY_ROLE.test(path) ? null : 403;
}

/** Flags of Node for the server. */
export const SERVER_FLAGS: readonly string[];
/** Environment variables for the server besides what it is configured with. */
export const SERVER_ENVIRONMENT: Readonly<Record<string, string>>;

/** Also a dot that could be part of "..", which Home Assistant takes for an attack. */
const UNSAFE = /(?:[^A-Za-z0-9:_.-]|\.(?![A-Za-z0-9]))+/gu;

/**
 * A printer's key as it is in addresses: Home Assistant's ingress decodes them and encodes them anew, so a slash, a
 * question mark or a percent sign of an integration's own id would not arrive.
 */
export function wireKey(key: string): string {
  return key.replaceAll(UNSAFE, (text) =>
    [...Buffer.from(text)].map((byte) => `~${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

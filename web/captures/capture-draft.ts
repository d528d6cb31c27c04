import type { NewCapture } from '../api/captures.ts';
import type { WireEntity } from '../contract.ts';

/** Fields of a new capture, as the server names them. */
export type CaptureField = keyof NewCapture;

/** What is being entered. */
export interface CaptureDraft {
  name: string;
  /** An entity of Home Assistant; empty = not chosen yet; null = the camera has an address. */
  camera: string | null;
  address: string;
  /** NaN = empty. */
  interval: number;
  most: number;
}

/** As the server has them. */
export const CAPTURE_LIMITS = {
  interval_seconds: { min: 1, max: 3600 },
  max_pictures: { min: 50, max: 20_000 },
} as const;

export const FIRST_DRAFT: CaptureDraft = { name: '', camera: null, address: '', interval: 5, most: 2000 };

const MAX_NAME = 200;

/** What no request is needed for to know that it would be refused. */
export function invalidFields({ name, camera, address, interval, most }: CaptureDraft): CaptureField[] {
  const { interval_seconds: seconds, max_pictures: pictures } = CAPTURE_LIMITS;
  const checks: [CaptureField, boolean][] = [
    ['name', name.trim() !== '' && [...name.trim()].length <= MAX_NAME],
    ['camera', camera !== ''],
    ['still_image_url', camera !== null || isAddress(withScheme(address))],
    ['interval_seconds', interval >= seconds.min && interval <= seconds.max],
    ['max_pictures', Number.isInteger(most) && most >= pictures.min && most <= pictures.max],
  ];
  return checks.filter(([, isValid]) => !isValid).map(([field]) => field);
}

export function toNewCapture({ name, camera, address, interval, most }: CaptureDraft): NewCapture {
  return {
    name: name.trim(),
    ...(camera === null ? { still_image_url: withScheme(address) } : { camera }),
    interval_seconds: interval,
    max_pictures: most,
  };
}

/** Cameras first, then pictures of other things. */
export function camerasFirst(entities: readonly WireEntity[]): WireEntity[] {
  return entities.toSorted((a, b) => a.domain.localeCompare(b.domain));
}

/** Chosen ahead if there is no doubt. */
export function onlyCamera(entities: readonly WireEntity[]): WireEntity | null {
  const [first, ...others] = entities.filter(({ domain }) => domain === 'camera');
  return first === undefined || others.length > 0 ? null : first;
}

/** Addresses are often typed without it. */
function withScheme(address: string): string {
  const trimmed = address.trim();
  return trimmed === '' || trimmed.includes('://') ? trimmed : `http://${trimmed}`;
}

function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && !/\s/.test(text) && URL.canParse(text);
}

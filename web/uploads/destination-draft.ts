import type { ChangedDestination } from '../api/uploads.ts';
import type { DestinationKind, Sends, WireDestination } from '../contract.ts';

/** What is typed into the form, as texts. */
export interface DestinationDraft {
  kind: DestinationKind;
  name: string;
  url: string;
  bucket: string;
  region: string;
  folder: string;
  user: string;
  secret: string;
  sends: Sends;
}

export const NEW_DESTINATION: DestinationDraft = {
  ...{ kind: 'webdav', name: '', url: '', bucket: '', region: '', folder: '', user: '', secret: '' },
  sends: 'by_rule',
};

/** The fields that a kind has, in order. */
export function fieldsOf(kind: DestinationKind): (keyof DestinationDraft)[] {
  return kind === 's3'
    ? ['name', 'url', 'bucket', 'region', 'folder', 'user', 'secret']
    : ['name', 'url', 'folder', 'user', 'secret'];
}

/** Without the secret, which is never sent to the page. */
export function draftOf({
  kind,
  name,
  url,
  bucket,
  region,
  folder,
  user,
  sends,
}: WireDestination): DestinationDraft {
  return { kind, name, url, bucket: bucket ?? '', region: region ?? '', folder, user, secret: '', sends };
}

export function bodyOf(draft: DestinationDraft): ChangedDestination {
  const { kind, name, url, bucket, region, folder, user, secret, sends } = draft;
  return {
    ...{ kind, name, url, folder, user, sends },
    ...(kind === 's3' && { bucket: bucket.trim(), region: region.trim() === '' ? null : region.trim() }),
    ...(secret !== '' && { secret }),
  };
}

/** Fields that are empty and must not be. @param isNew whether no secret is saved that could be kept */
export function missingFields(draft: DestinationDraft, isNew: boolean): (keyof DestinationDraft)[] {
  const optional: (keyof DestinationDraft)[] = ['region', 'folder', ...(isNew ? [] : (['secret'] as const))];
  return fieldsOf(draft.kind).filter((field) => !optional.includes(field) && draft[field].trim() === '');
}

import { createHmac, randomBytes, randomUUID } from 'node:crypto';

/** A user of Core, with a token that acts as them. */
export interface CoreUser {
  id: string;
  name: string;
  token: string;
}

/** Someone to be in Core from its first start on. */
export interface Person {
  name: string;
  isAdmin: boolean;
  isOwner?: boolean;
  /** A user of Home Assistant's own, as the Supervisor is one. */
  isSystem?: boolean;
}

const YEAR_S = 365 * 24 * 3600;

/**
 * What Core keeps in `.storage/auth`: people and a refresh token for each, from which access tokens are signed.
 * Source: homeassistant/auth/auth_store.py, homeassistant/auth/__init__.py (`async_create_access_token`).
 */
export function makeAuthStorage(people: readonly Person[]): { file: object; users: CoreUser[] } {
  const made = people.map((person) => ({ person, id: randomUUID().replaceAll('-', ''), ...makeToken() }));
  const data = {
    users: made.map(({ person, id }) => ({
      id,
      group_ids: [person.isAdmin ? 'system-admin' : 'system-users'],
      is_owner: person.isOwner ?? false,
      is_active: true,
      name: person.name,
      system_generated: person.isSystem ?? false,
      local_only: false,
    })),
    groups: [
      { id: 'system-admin', name: 'Administrators' },
      { id: 'system-users', name: 'Users' },
      { id: 'system-read-only', name: 'Read Only' },
    ],
    credentials: [],
    refresh_tokens: made.map(({ person, id, tokenId, key }) => ({
      id: tokenId,
      user_id: id,
      client_id: null,
      client_name: person.isSystem ? null : `tests of ${person.name}`,
      client_icon: null,
      token_type: person.isSystem ? 'system' : 'long_lived_access_token',
      created_at: new Date().toISOString(),
      access_token_expiration: YEAR_S,
      token: randomBytes(64).toString('hex'),
      jwt_key: key,
      last_used_at: null,
      last_used_ip: null,
      expire_at: null,
      credential_id: null,
      version: null,
    })),
  };
  return {
    file: { version: 1, minor_version: 1, key: 'auth', data },
    users: made.map(({ person, id, token }) => ({ id, name: person.name, token })),
  };
}

/** A refresh token's id and key, and an access token (JWT, HS256) signed with it. */
function makeToken() {
  const tokenId = randomUUID().replaceAll('-', '');
  const key = randomBytes(64).toString('hex');
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: tokenId, iat: now - 60, exp: now + YEAR_S })}`;
  return { tokenId, key, token: `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}` };
}

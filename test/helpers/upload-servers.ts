import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import FileSystemAdapter from '@nephele/adapter-file-system';
import express from 'express';
import createWebdav, { UnauthorizedError } from 'nephele';
import type { WireNewDestination } from '../../src/shared/uploads.ts';
import { cleanUp } from './start-app.ts';

/** Without types of its own. */
const require = createRequire(import.meta.url);
const S3rver = require('@20minutes/s3rver') as new (options: object) => {
  logger: { silent: boolean };
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
};
const account = require('@20minutes/s3rver/lib/models/account.js') as {
  DUMMY_ACCOUNT: {
    createKeyPair(accessKeyId: string, secretAccessKey: string): void;
    revokeAccessKey(accessKeyId: string): void;
  };
};

/** A real server, and what is on it. */
export interface UploadServer {
  port: number;
  /** A destination on it, seen through another port where something stands between. */
  destination(more?: Partial<WireNewDestination>, port?: number): WireNewDestination;
  /** Whole files by name, as the server has them. */
  files(): Promise<Record<string, Buffer>>;
  /** Puts somebody else's file there. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** What of uploads that are not whole is left on it. */
  leftOvers(): Promise<string[]>;
  /** From now on the secret is not valid. */
  revoke(): void;
  /** And valid again. */
  allow(): void;
}

export const SECRET = 'Wor/d0+never=seen&"<shown>';

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'timelapse-server-'));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** S3 with checked signatures. */
export async function startS3(): Promise<UploadServer> {
  const directory = await makeFolder();
  const bucket = 'videos';
  const user = `AK${randomUUID()}`;
  const allow = (): void => account.DUMMY_ACCOUNT.createKeyPair(user, SECRET);
  allow();
  const options = { port: 0, address: '127.0.0.1', silent: true, directory };
  const server = new S3rver({ ...options, configureBuckets: [{ name: bucket, configs: [] }] });
  server.logger.silent = true;
  const { port } = await server.run();
  cleanUp(() => server.close());
  const ending = '._S3rver_object';
  return {
    port,
    allow,
    revoke: () => account.DUMMY_ACCOUNT.revokeAccessKey(user),
    destination: (more = {}, through = port) => ({
      kind: 's3',
      name: 'Storage',
      url: `http://127.0.0.1:${through}`,
      bucket,
      user,
      secret: SECRET,
      ...more,
    }),
    async files() {
      const names = (await readdir(join(directory, bucket), { recursive: true })).filter((name) =>
        name.endsWith(ending),
      );
      return read(join(directory, bucket), names, (name) => name.slice(0, -ending.length));
    },
    async put(name, bytes) {
      await mkdir(dirname(join(directory, bucket, name)), { recursive: true });
      await writeFile(join(directory, bucket, name + ending), bytes);
    },
    leftOvers: () => readdir(join(directory, bucket, '._S3rver_uploads')).catch(() => []),
  };
}

/** WebDAV with a password. */
export async function startWebdav(): Promise<UploadServer> {
  const root = await makeFolder();
  const user = 'jo';
  let isValid = true;
  const login = `Basic ${Buffer.from(`${user}:${SECRET}`).toString('base64')}`;
  const authenticator = {
    authenticate: async (request: { get(name: string): string | undefined }) => {
      if (isValid && request.get('authorization') === login) return { username: user };
      throw new UnauthorizedError('Unauthorized.');
    },
    cleanAuthentication: async () => {},
  };
  const app = express();
  app.use('/dav', createWebdav({ adapter: new FileSystemAdapter({ root }), authenticator } as never));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  cleanUp(async () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const all = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && !entry.name.includes('nephelemeta'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const isLeftOver = (name: string): boolean => name.includes('.timelapse-upload-');
  return {
    port,
    allow: () => {
      isValid = true;
    },
    revoke: () => {
      isValid = false;
    },
    destination: (more = {}, through = port) => ({
      kind: 'webdav',
      name: 'Cloud',
      url: `http://127.0.0.1:${through}/dav`,
      user,
      secret: SECRET,
      ...more,
    }),
    files: async () =>
      read(
        root,
        (await all()).filter((name) => !isLeftOver(name)),
        (name) => name,
      ),
    async put(name, bytes) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), bytes);
    },
    leftOvers: async () => (await all()).filter(isLeftOver),
  };
}

async function read(
  root: string,
  names: readonly string[],
  nameOf: (name: string) => string,
): Promise<Record<string, Buffer>> {
  const files = names.map(async (name) => [nameOf(name), await readFile(join(root, name))] as const);
  return Object.fromEntries(await Promise.all(files));
}

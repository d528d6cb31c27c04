import { cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { clearBackupCopy, makeBackupCopy } from '../../src/db/backup-copy.ts';
import { DATABASE_FILE } from '../../src/db/file-name.ts';
import type { WireDestination, WireDestinationTest } from '../../src/shared/uploads.ts';
import { cleanUp, makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { SECRET, startWebdav } from '../helpers/upload-servers.ts';
import { addDestination, startWithBytes, upload, whenUpload } from '../helpers/uploaded-video.ts';
import { BY_HAND } from '../helpers/with-video.ts';

/** As it may be written down somewhere. */
const FORMS = [
  SECRET,
  encodeURIComponent(SECRET),
  JSON.stringify(SECRET).slice(1, -1),
  Buffer.from(SECRET).toString('base64').slice(0, 20),
  Buffer.from(`jo:${SECRET}`).toString('base64').slice(0, 20),
];

async function holdingSecret(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')] as const));
  return texts.filter(([, text]) => FORMS.some((form) => text.includes(form))).map(([file]) => file);
}

async function testOf(app: TestApp, { id }: WireDestination): Promise<WireDestinationTest> {
  return (await (await app.request('POST', `/destinations/${id}/test`)).json()) as WireDestinationTest;
}

test('a secret is in no file, no log, no answer, no event and no backup [keep 4]', async () => {
  const server = await startWebdav();
  const { app, done } = await startWithBytes();
  const values = server.destination();
  const to = await addDestination(app, values);
  await whenUpload(app, await upload(app, done.id, to), 'done');
  server.revoke();
  expect(await testOf(app, to)).toMatchObject({ is_ok: false });
  // What is refused repeats the values that are wrong.
  const refused = await app.request('POST', '/destinations', { ...values, secret: `${SECRET}\n`, url: 'x' });
  expect(refused.status).toBe(400);
  const { data } = app.folders;
  await makeBackupCopy(data);
  const answers = [
    await refused.text(),
    await (await app.request('GET', '/destinations')).text(),
    await (await app.request('GET', '/uploads')).text(),
    await (await app.request('GET', '/health')).text(),
    JSON.stringify(to),
    JSON.stringify(app.live.messages),
    app.log.join(''),
  ];
  for (const form of FORMS) expect(answers.filter((text) => text.includes(form))).toEqual([]);
  expect(await holdingSecret(data)).toEqual([]);
  expect((await stat(join(data, 'secret.key'))).mode & 0o777).toBe(0o600);
  await clearBackupCopy(data);
});

test('a restored backup has no key, so that the secret has to be entered again [keep 4]', async () => {
  const server = await startWebdav();
  const first = await startTestApp(BY_HAND);
  const values = server.destination();
  const to = await addDestination(first, values);
  await makeBackupCopy(first.folders.data);
  const folders = await makeFolders();
  await cp(first.folders.data, folders.data, { recursive: true });
  await first.stop();
  const manifest = parse(
    await readFile(new URL('../../printernizer-timelapse/config.yaml', import.meta.url), 'utf8'),
  ) as { backup_exclude: string[] };
  expect(manifest.backup_exclude).toContain('secret.key');
  for (const name of ['secret.key', 'app.lock', `${DATABASE_FILE}.made-here`])
    await rm(join(folders.data, name), { force: true, recursive: true });
  const app = await startTestApp(BY_HAND, { folders });
  const [restored] = await app.get<WireDestination[]>('/destinations');
  expect(restored).toMatchObject({ id: to.id, user: values.user, has_secret: false });
  expect(await testOf(app, to)).toMatchObject({ is_ok: false, reason_code: 'secret_missing' });
  expect((await app.request('PUT', `/destinations/${to.id}`, values)).status).toBe(200);
  expect(await testOf(app, to)).toMatchObject({ is_ok: true });
  expect(await app.get<WireDestination[]>('/destinations')).toMatchObject([{ has_secret: true }]);
});

test('a saved secret goes to no other server and no other user [keep 4]', async () => {
  const server = await startWebdav();
  const app = await startTestApp(BY_HAND);
  const values = server.destination();
  const to = await addDestination(app, values);
  const { secret: _, ...known } = values;
  for (const change of [{ url: 'http://127.0.0.1:9/dav' }, { user: 'eve' }]) {
    const answer = await app.request('PUT', `/destinations/${to.id}`, { ...known, ...change });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        error: expect.objectContaining({ detail: expect.objectContaining({ in: 'body', field: 'secret' }) }),
      },
    ]);
  }
  expect((await app.request('PUT', `/destinations/${to.id}`, { ...known, name: 'Mine' })).status).toBe(200);
  expect(await testOf(app, to)).toMatchObject({ is_ok: true });
});

test('a certificate that is not trusted, and a server without one, are told apart [keep 4]', async () => {
  const server = await startWebdav();
  const app = await startTestApp(BY_HAND);
  const plain = server.destination({ name: 'Plain', url: `https://127.0.0.1:${server.port}/dav` });
  expect(await testOf(app, await addDestination(app, plain))).toMatchObject({ reason_code: 'no_tls' });
  const pem = await readFile(new URL('../fixtures/self-signed.pem', import.meta.url));
  const heard: unknown[] = [];
  const secure = createServer({ key: pem, cert: pem }, (request) => heard.push(request.headers));
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  cleanUp(async () => secure.close());
  const { port } = secure.address() as AddressInfo;
  const signed = server.destination({ name: 'Signed', url: `https://127.0.0.1:${port}/dav` });
  const result = await testOf(app, await addDestination(app, signed));
  expect(result).toMatchObject({ is_ok: false, reason_code: 'certificate' });
  expect(result.reason).toContain('certificate is not trusted');
  expect(heard).toEqual([]);
});

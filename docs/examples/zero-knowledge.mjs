/**
 * A private document from beginning to end, with `age-encryption`, fetch and WebCrypto. Node 20 or newer.
 *
 *   KONTOR_URL=http://127.0.0.1:3000 KONTOR_USER=alice KONTOR_PASSWORD=alice FRIEND=bob FRIEND_PASSWORD=bob \
 *   PASSPHRASE='correct horse battery staple' node docs/examples/zero-knowledge.mjs
 *
 * In between it asks you to edit: open http://127.0.0.1:4000, save, and close the page.
 * Here one program plays both people. Elsewhere a secret never leaves its person's device.
 */
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  armor,
  Decrypter,
  Encrypter,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';

const {
  KONTOR_URL = 'http://127.0.0.1:3000',
  KONTOR_USER = 'alice',
  KONTOR_PASSWORD = 'alice',
  FRIEND = 'bob',
  FRIEND_PASSWORD = 'bob',
  PASSPHRASE = 'correct horse battery staple',
} = process.env;
const PORT = Number(process.env.PORT ?? 4000);
const RELEASED_MS = 30 * 60_000; // an hour is the most

// --- Kontor's API: every failure is a problem document with a code and a sentence to show.

class Problem extends Error {
  constructor({ code, detail }) {
    super(`${detail} (${code})`);
    this.code = code;
  }
}

async function kontor(path, { token, json, ...init } = {}) {
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(json && { 'content-type': 'application/json' }),
  };
  const body = json ? JSON.stringify(json) : init.body;
  const response = await fetch(new URL(path, KONTOR_URL), { ...init, headers, body });
  if (!response.ok) throw new Problem(await response.json());
  return response;
}

/** Calls of one signed-in person: `get` for JSON, `send` for JSON both ways, `call` for anything else. */
async function signIn(username, password) {
  const json = { username, password };
  const answer = await kontor('/api/auth/token', { method: 'POST', json });
  const { access_token: token } = await answer.json();
  const call = (path, init) => kontor(path, { token, ...init });
  return {
    username,
    call,
    get: async (path) => (await call(path)).json(),
    send: (method, path, content) => call(path, { method, json: content }),
  };
}

// --- age

function opener(secret) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter;
}

async function sealTo(recipients, text) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}

const openSealed = async (secret, sealed) =>
  (await opener(secret).decrypt(armor.decode(sealed), 'text')).trim();

// --- 1. An identity: made here, kept by the server as the passphrase sealed it.

/** The same passphrase in one spelling, whatever keyboard it comes from. The desk does the same. */
const passphrase = PASSPHRASE.normalize('NFKC');

async function newIdentity(person) {
  const secret = await generateX25519Identity();
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  const sealed = armor.encode(await encrypter.encrypt(secret));
  const recipient = await identityToRecipient(secret);
  const sealings = [{ kind: 'passphrase', label: 'Passphrase', sealed }];
  await person.send('PUT', '/api/me/identity', { recipient, sealings });
  return { ...person, secret, recipient };
}

async function openIdentity(person, { recipient, sealings }) {
  const { sealed } = sealings.find(({ kind }) => kind === 'passphrase');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const secret = await decrypter.decrypt(armor.decode(sealed), 'text');
  return { ...person, secret: secret.trim(), recipient };
}

async function withIdentity(person) {
  try {
    return await openIdentity(person, await person.get('/api/me/identity'));
  } catch (problem) {
    if (problem.code !== 'access/no-identity') throw problem;
    return newIdentity(person);
  }
}

// --- 2. Keys of a document: identity → secret of the epoch → file key of the version.

/** Every epoch's secret. */
async function secretsOf(person, id) {
  const { keyrings } = await person.get(`/api/documents/${id}/keyrings`);
  const opened = keyrings.map(async ({ epoch, sealed }) => [
    epoch,
    await openSealed(person.secret, sealed),
  ]);
  return new Map(await Promise.all(opened));
}

/** F: 16 bytes. */
async function fileKeyOf(person, id, version) {
  const key = await person.get(`/api/documents/${id}/versions/${version}/key`);
  const secrets = await secretsOf(person, id);
  return opener(secrets.get(key.epoch)).decryptHeader(new TextEncoder().encode(key.age_header));
}

/** The content of a version: an age file, which the secret of its epoch opens. */
async function read(person, id, version) {
  const { epoch } = await person.get(`/api/documents/${id}/versions/${version}/key`);
  const secrets = await secretsOf(person, id);
  return readWith(secrets.get(epoch), person, id, version);
}

async function readWith(identity, person, id, version) {
  const file = await person.call(`/api/documents/${id}/versions/${version}/sealed`);
  return opener(identity).decrypt(new Uint8Array(await file.arrayBuffer()), 'text');
}

// --- 3. Editing: one version's file key, released for one session (docs/formats/editing-session.md).

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

async function derive(capability, purpose, length) {
  const key = await crypto.subtle.importKey('raw', capability, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(`kontor/editing-session/${purpose}`);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, length * 8));
}

/** W: nonce, encrypted F and tag. */
async function wrap(fileKey, capability, additionalData) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = await derive(capability, 'wrap', 32);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, fileKey);
  return Buffer.concat([iv, new Uint8Array(sealed)]);
}

/** The session's own pair. WebCrypto takes an X25519 secret as PKCS #8: a fixed prefix and the 32 bytes. */
async function sessionPair(capability) {
  const prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
  const pkcs8 = Buffer.concat([prefix, await derive(capability, 'x25519', 32)]);
  return crypto.subtle.importKey('pkcs8', pkcs8, 'X25519', false, ['deriveBits']);
}

async function openSession(person, id, version) {
  const capability = crypto.getRandomValues(new Uint8Array(32)); // U
  const expires = new Date(Date.now() + RELEASED_MS);
  const binding = new TextEncoder().encode(`${id}|${version}|${expires.getTime()}`);
  const fileKey = await fileKeyOf(person, id, version);
  const pair = await sessionPair(capability);
  const release = {
    version,
    capability: base64url(capability),
    wrapped_key: base64url(await wrap(fileKey, capability, binding)),
    expires_at: expires.toISOString(),
    session_recipient: await identityToRecipient(pair),
  };
  fileKey.fill(0);
  const answer = await person.send('POST', '/api/eurooffice/session', { file_id: id, release });
  return { ...(await answer.json()), pair };
}

/** Puts the editor into a page, until `stop`. docs/integrating.md says more about such pages. */
async function showEditor({ api_js_url: script, config }) {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Private</title>
    <style>html, body { height: 100%; margin: 0 }</style><div id="editor"></div>
    <script src="${script}"></script>
    <script>
      const config = ${JSON.stringify(config).replaceAll('<', '\\u003c')};
      new DocsAPI.DocEditor('editor', config);
    </script>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  const server = createServer((_request, response) => response.writeHead(200, headers).end(page));
  await new Promise((resolve) => server.listen(PORT, '127.0.0.1', resolve));
  return () => server.close();
}

/** The first version saved during the session, and its file key, which the session's own pair opens. */
async function savedVersion(person, { session_id: sessionId, pair }) {
  for (;;) {
    const { keys } = await person.get(`/api/eurooffice/session/${sessionId}/keys`);
    if (keys.length > 0) {
      const header = new TextEncoder().encode(keys[0].age_header);
      return { version: keys[0].version, fileKey: await opener(pair).decryptHeader(header) };
    }
    await wait(500);
  }
}

async function untilEnded(person, id, { session_id: sessionId }) {
  for (;;) {
    const { releases } = await person.get(`/api/documents/${id}/releases`);
    const release = releases.find((one) => one.session_id === sessionId);
    if (release.ended_at !== null) return release;
    await wait(500);
  }
}

// --- 4. Sharing: every epoch's secret, sealed to all members and the new one.

async function share(person, id, friend, role) {
  const keyrings = await person.get(`/api/documents/${id}/keyrings`);
  const { recipient } = await person.get(`/api/people/${friend}/recipient`);
  // It is the server that says whose key this is: compare it with the friend, by another way.
  const recipients = new Set([
    ...keyrings.members.map((member) => member.recipient),
    ...(keyrings.recovery_recipient ? [keyrings.recovery_recipient] : []),
    recipient,
  ]);
  const sealings = [...(await secretsOf(person, id))].map(async ([epoch, secret]) => ({
    epoch,
    sealed: await sealTo(recipients, secret),
  }));
  const body = { role, keyrings: await Promise.all(sealings) };
  await person.send('PUT', `/api/documents/${id}/shares/${friend}`, body);
}

// --- The story

const alice = await withIdentity(await signIn(KONTOR_USER, KONTOR_PASSWORD));
console.log(`${alice.username} has the key ${alice.recipient}`);
const bob = await withIdentity(await signIn(FRIEND, FRIEND_PASSWORD));

await alice.send('PATCH', '/api/me/identity', { custody: 'zero-knowledge' });
const created = await alice.call('/api/documents?title=Offer.txt', {
  method: 'POST',
  body: 'We offer 100.',
});
const { id, custody } = await created.json();
console.log(`Document ${id} has ${custody} custody`);
const refused = await alice.call(`/api/documents/${id}/content`).catch((problem) => problem.code);
console.log(`The server itself: ${refused}`);

const session = await openSession(alice, id, 1);
const stop = await showEditor(session);
console.log(`Edit at http://127.0.0.1:${PORT}, save, and leave the page open`);
const { version, fileKey: savedKey } = await savedVersion(alice, session);
const saved = await readWith({ unwrapFileKey: () => savedKey }, alice, id, version);
console.log(`Version ${version}, opened by the session alone: ${saved}`);
console.log('Now close the page');
const { fetches } = await untilEnded(alice, id, session);
stop();
console.log(`The session is over; the Document Server fetched the document ${fetches} time(s)`);
console.log(`${alice.username} reads version 1: ${await read(alice, id, 1)}`);

await share(alice, id, bob.username, 'editor');
console.log(`${bob.username} reads version ${version}: ${await read(bob, id, version)}`);
await alice.call(`/api/documents/${id}/shares/${bob.username}`, { method: 'DELETE' });
const gone = await read(bob, id, 1).catch((problem) => problem.code);
console.log(`${bob.username} after that: ${gone}`);

const fileKey = await fileKeyOf(alice, id, 1);
const restored = await alice.call(`/api/documents/${id}/versions/1/restore`, {
  method: 'POST',
  body: fileKey,
});
fileKey.fill(0);
const { number } = await restored.json();
const { epoch } = await alice.get(`/api/documents/${id}/versions/${number}/key`);
console.log(`Version ${number} of epoch ${epoch} brings back: ${await read(alice, id, number)}`);

import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { armor, Decrypter } from 'age-encryption';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

const run = promisify(execFile);

interface DocumentJson {
  readonly id: string;
  readonly custody: string;
  readonly current_version: number;
  readonly etag: string;
}

describe('custody over HTTP', () => {
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;

  beforeEach(async () => {
    kontor = await startKontor();
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
  });

  afterEach(() => kontor.stop());

  async function upload(content: string, title = 'Contract.txt'): Promise<DocumentJson> {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    const created = await alice.fetch(path, { method: 'POST', body: content });
    expect(created.status).toBe(201);
    return created.json() as Promise<DocumentJson>;
  }

  async function get(id: string): Promise<DocumentJson> {
    return (await alice.fetch(`/api/documents/${id}`)).json() as Promise<DocumentJson>;
  }

  async function replace(id: string, content: string): Promise<void> {
    const { etag } = await get(id);
    const answer = await alice.fetch(`/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"` },
      body: content,
    });
    expect(answer.status).toBe(201);
  }

  /** Every file at the providers below a document, by path. */
  async function files(id: string, folder: string): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const place of ['1', '2', '3', '4', '5', '6']) {
      const below = join(kontor.folder, 'data/shards', place, 'v1', id);
      for (const entry of await readdir(below, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        const isKeyring = entry.parentPath.endsWith('keyring');
        if (!entry.isFile() || isKeyring !== (folder === 'keyring')) continue;
        if (isKeyring && !entry.name.endsWith('.age')) continue;
        found.set(path, (await readFile(path)).toString('base64'));
      }
    }
    return found;
  }

  async function serverOpens(sealed: string): Promise<boolean> {
    const text = await readFile(join(kontor.folder, 'kontor-identity.key'), 'utf8');
    const decrypter = new Decrypter();
    decrypter.addIdentity(/AGE-SECRET-KEY-1\w+/.exec(text)![0]);
    return decrypter.decrypt(armor.decode(sealed)).then(
      () => true,
      () => false,
    );
  }

  it('should stay managed until the person chooses otherwise', async () => {
    const document = await upload('everybody trusts the server');
    expect(document.custody).toBe('managed');
    expect(await (await alice.fetch(`/api/documents/${document.id}/content`)).text()).toBe(
      'everybody trusts the server',
    );
  });

  it('should make documents that the server cannot open, and their owner can', async () => {
    await alice.choosePrivate();
    const document = await upload('for alice alone');
    expect(document.custody).toBe('zero-knowledge');
    await replace(document.id, 'second version');

    const refused = await alice.fetch(`/api/documents/${document.id}/content`);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      code: 'storage/key-needed',
      detail: expect.stringMatching(/sealed.*zero-knowledge\.md/s),
    });
    expect(await alice.read(document.id, 1)).toBe('for alice alone');
    expect(await alice.read(document.id, 2)).toBe('second version');
    for (const sealed of (await files(document.id, 'keyring')).values()) {
      expect(await serverOpens(Buffer.from(sealed, 'base64').toString())).toBe(false);
    }
    for (const path of ['keyrings', 'versions/1/key', 'versions/1/sealed']) {
      const stranger = await kontor.fetchAs('bob', `/api/documents/${document.id}/${path}`);
      expect(stranger.status).toBe(404);
    }
  });

  it('should hand out files that the age command opens', async () => {
    await alice.choosePrivate();
    const document = await upload('opened without Kontor', 'Größe.txt');
    const answer = await alice.fetch(`/api/documents/${document.id}/versions/1/sealed`);
    expect(answer.headers.get('content-disposition')).toContain("UTF-8''Gr%C3%B6%C3%9Fe.txt.age");
    const file = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-length')).toBe(String(file.length));
    const key = join(kontor.folder, 'document.key');
    const [first] = await alice.secrets(document.id);
    await writeFile(key, `${first!.secret}\n`, { mode: 0o600 });
    const sealed = join(kontor.folder, 'sealed.age');
    await writeFile(sealed, file);
    const { stdout } = await run('age', ['-d', '-i', key, sealed]);
    expect(stdout).toBe('opened without Kontor');
  });

  it('should let somebody in with a key that a member gives, and out with a new one', async () => {
    await alice.choosePrivate();
    const { id } = await upload('version one');
    const share = (body: object) => alice.send('PUT', `/api/documents/${id}/shares/bob`, body);
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    const notSealed = await share({ role: 'editor' });
    expect([notSealed.status, (await notSealed.json()).code]).toEqual([
      422,
      'documents/keyrings-needed',
    ]);
    expect((await bob.fetch(`/api/documents/${id}`)).status).toBe(404);

    const tooFew = await share({
      role: 'editor',
      keyrings: await alice.sealings(id, [bob.recipient]),
    });
    expect([tooFew.status, (await tooFew.json()).code]).toEqual([400, 'storage/bad-sealing']);
    const both = [alice.recipient, bob.recipient];
    const shared = await share({ role: 'editor', keyrings: await alice.sealings(id, both) });
    expect(shared.status).toBe(200);
    expect(await bob.read(id, 1)).toBe('version one');
    expect((await share({ role: 'viewer' })).status).toBe(200);

    const known = await bob.secrets(id);
    expect(
      (await alice.fetch(`/api/documents/${id}/shares/bob`, { method: 'DELETE' })).status,
    ).toBe(204);
    expect((await bob.fetch(`/api/documents/${id}/keyrings`)).status).toBe(404);
    await replace(id, 'version two');
    expect(await alice.read(id, 1)).toBe('version one');
    expect(await alice.read(id, 2)).toBe('version two');

    // Bob with everything there is: rows, files, and what he knew.
    const { keyrings } = await alice.keyrings(id);
    expect(keyrings.map(({ epoch }) => epoch)).toEqual([1, 2]);
    await expect(bob.open(keyrings[1]!.sealed)).rejects.toThrow();
    const second = await alice.fetch(`/api/documents/${id}/versions/2/sealed`);
    const decrypter = new Decrypter();
    for (const { secret } of known) decrypter.addIdentity(secret);
    decrypter.addIdentity(bob.secret);
    await expect(decrypter.decrypt(new Uint8Array(await second.arrayBuffer()))).rejects.toThrow();
  });

  it('should leave the server and come back without sealing a version anew', async () => {
    const { id } = await upload('version one');
    await replace(id, 'version two');
    await alice.send('PUT', `/api/documents/${id}/shares/bob`, { role: 'viewer' });
    const before = await files(id, 'versions');
    const change = (body: object) => alice.send('PUT', `/api/documents/${id}/custody`, body);

    const refused = await change({ custody: 'zero-knowledge' });
    expect(await refused.json()).toMatchObject({
      status: 422,
      code: 'documents/person-without-identity',
      detail: expect.stringContaining('bob'),
    });
    expect((await get(id)).custody).toBe('managed');
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    expect(
      (await bob.send('PUT', `/api/documents/${id}/custody`, { custody: 'zero-knowledge' })).status,
    ).toBe(403);
    expect((await change({ custody: 'zero-knowledge' })).status).toBe(204);

    expect((await get(id)).custody).toBe('zero-knowledge');
    expect((await alice.fetch(`/api/documents/${id}/content`)).status).toBe(403);
    expect(await alice.read(id, 1)).toBe('version one');
    expect(await bob.read(id, 2)).toBe('version two');
    for (const sealed of (await files(id, 'keyring')).values()) {
      expect(await serverOpens(Buffer.from(sealed, 'base64').toString())).toBe(false);
    }

    const { server_recipient: server, keyrings } = await alice.keyrings(id);
    expect(keyrings.map(({ epoch }) => epoch)).toEqual([1, 2]);
    const older = await files(id, 'versions');
    await replace(id, 'version three, that an old backup of the keyring does not open');
    const key = await alice.fetch(`/api/documents/${id}/versions/3/key`);
    expect(await key.json()).toMatchObject({ epoch: 2 });
    const people = [alice.recipient, bob.recipient];
    expect((await change({ custody: 'managed' })).status).toBe(422);
    const notForServer = await change({
      custody: 'managed',
      keyrings: await alice.sealings(id, people),
    });
    expect((await notForServer.json()).code).toBe('storage/sealing-not-ours');
    const back = await change({
      custody: 'managed',
      keyrings: await alice.sealings(id, [...people, server]),
    });
    expect(back.status).toBe(204);
    expect(await (await alice.fetch(`/api/documents/${id}/content?version=1`)).text()).toBe(
      'version one',
    );
    // The versions from before lie as they lay, under both custodies.
    const after = await files(id, 'versions');
    for (const [path, bytes] of before) {
      expect([older.get(path), after.get(path)]).toEqual([bytes, bytes]);
    }
  });

  it('should bring an earlier version back with the key of that version', async () => {
    await alice.choosePrivate();
    const { id } = await upload('the good old one');
    await replace(id, 'a mistake');
    const restore = (body?: Uint8Array<ArrayBuffer>) =>
      alice.fetch(`/api/documents/${id}/versions/1/restore`, {
        method: 'POST',
        ...(body && { body }),
      });
    expect((await (await restore()).json()).code).toBe('storage/key-needed');
    expect((await (await restore(new Uint8Array(15))).json()).code).toBe('documents/bad-file-key');
    expect(await (await restore(new Uint8Array(16))).json()).toMatchObject({
      status: 422,
      code: 'documents/wrong-file-key',
    });
    const restored = await restore(await alice.fileKey(id, 1));
    expect(restored.status).toBe(201);
    expect(await alice.read(id, 3)).toBe('the good old one');
    expect((await get(id)).current_version).toBe(3);
  });
});

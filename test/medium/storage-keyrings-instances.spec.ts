import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { openSqlite } from '../../src/platform/database/open-database.js';
import type { Database } from '../../src/platform/database/database.js';
import type { Storage } from '../../src/storage/create-storage.js';
import { KyselyKeyringIndex } from '../../src/storage/keyrings/keyring-index.kysely.js';
import type { Keyring, KeyringRevision } from '../../src/storage/keyrings/keyring-index.js';
import type { ObjectRef, ObjectStore } from '../../src/storage/object-store.js';
import { keyringFiles } from './keyring-files.js';
import { StorageFixture } from './storage-fixture.js';

/** Holds an answer back once the database gave it, and notes whose copies were placed. */
class WatchedKeyringIndex extends KyselyKeyringIndex {
  readonly placed: string[] = [];
  readonly failing = new Set<string>();
  #held: { readonly arrived: () => void; readonly go: Promise<void> } | undefined;

  /** The next keyring that is read: `arrived` once it is, and handed out after `go`. */
  holdNext(): { arrived: Promise<void>; go: () => void } {
    const arrived = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    this.#held = { arrived: arrived.resolve, go: go.promise };
    return { arrived: arrived.promise, go: go.resolve };
  }

  override async find(documentId: string, epoch?: number): Promise<Keyring | undefined> {
    const keyring = await super.find(documentId, epoch);
    await this.#hold();
    return keyring;
  }

  override async newest(documentId: string, epoch: number) {
    const newest = await super.newest(documentId, epoch);
    await this.#hold();
    return newest;
  }

  override async setMissingOn(keyring: KeyringRevision, missingOn: readonly string[]) {
    this.placed.push(keyring.documentId);
    if (this.failing.has(keyring.documentId)) throw new Error('the database is unavailable');
    await super.setMissingOn(keyring, missingOn);
  }

  async #hold(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    held?.arrived();
    await held?.go;
  }
}

const keyNeeded = { code: 'storage/key-needed', kind: 'forbidden' };

describe('what a server may open, with several instances', () => {
  let fixture: StorageFixture;
  let otherDatabase: Database;
  let index: WatchedKeyringIndex;
  let other: Storage;
  let alice: string;

  beforeEach(async () => {
    fixture = await StorageFixture.open();
    otherDatabase = openSqlite(join(fixture.folder, 'meta.sqlite'));
    index = new WatchedKeyringIndex(otherDatabase, fixture.clock);
    other = await fixture.another(index);
    alice = await identityToRecipient(await generateIdentity());
  });

  afterEach(async () => {
    await otherDatabase.close();
    await fixture.close();
  });

  const lease = async (store: ObjectStore, ref: ObjectRef) => (await store.leaseKey(ref)).destroy();

  /** As a change of custody does it, up to its commit. */
  const leave = (documentId: string) =>
    fixture.database.inTransaction(() => fixture.keyrings.reseal(documentId, [alice]));

  it('should end everywhere with the commit, whatever another instance has in memory', async () => {
    const documentId = await fixture.newDocument();
    const opened = await fixture.save(documentId, randomBytes(100));
    const sibling = await fixture.save(documentId, randomBytes(100));
    await lease(other.objects, opened);
    await lease(fixture.store, opened);

    await leave(documentId);
    // The file key was in memory of both, for the sibling the document's own secret.
    for (const version of [opened, sibling, opened]) {
      await expect(other.objects.leaseKey(version)).rejects.toMatchObject(keyNeeded);
      await expect(fixture.store.leaseKey(version)).rejects.toMatchObject(keyNeeded);
    }
    await fixture.keyrings.settle(documentId);
    await expect(other.objects.leaseKey(opened)).rejects.toMatchObject(keyNeeded);
  });

  it('should begin anew everywhere when the server is let in again', async () => {
    const documentId = await fixture.newDocument();
    const stored = await fixture.save(documentId, randomBytes(100));
    const key = await other.objects.leaseKey(stored);
    await fixture.database.inTransaction(() =>
      fixture.keyrings.reseal(documentId, [alice, fixture.keyrings.serverRecipient]),
    );
    const again = await other.objects.leaseKey(stored);
    expect(again.bytes).toEqual(key.bytes);
  });

  it('should not keep a key that was read before the change and opened after it', async () => {
    const documentId = await fixture.newDocument();
    const stored = await fixture.save(documentId, randomBytes(100));
    const held = index.holdNext();
    const early = lease(other.objects, stored);
    await held.arrived;
    await leave(documentId);
    await other.keyrings.settle(documentId);
    held.go();
    // It was asked for while this server was a member. Afterwards is another matter.
    await early;
    await expect(other.objects.leaseKey(stored)).rejects.toMatchObject(keyNeeded);
  });

  it('should hand out no wiped key when the change comes during the check', async () => {
    const documentId = await fixture.newDocument();
    const stored = await fixture.save(documentId, randomBytes(100));
    await lease(other.objects, stored);
    const held = index.holdNext();
    const early = other.objects.leaseKey(stored);
    await held.arrived;
    await leave(documentId);
    await other.keyrings.settle(documentId);
    held.go();
    await expect(early).rejects.toMatchObject(keyNeeded);
  });

  it('should finish what a process left that died between the commit and the providers', async () => {
    const documentId = await fixture.newDocument();
    const stored = await fixture.save(documentId, randomBytes(100));
    await leave(documentId);
    expect(await keyringFiles(fixture, documentId)).toEqual(Array(6).fill('1.age'));

    await other.keyrings.settleAll();
    expect(await keyringFiles(fixture, documentId)).toEqual(Array(6).fill('1.2.age'));
    expect(await index.unsettled(10)).toEqual([]);
    await expect(other.objects.leaseKey(stored)).rejects.toMatchObject(keyNeeded);
  });

  it('should settle all documents in one round, who waits longest first, each once', async () => {
    const keyring = { revision: 1, recipient: 'age1x', sealed: 'sealed', members: [] };
    // There is no such provider any more: that is settled without writing.
    const wait = (documentId: string, epoch = 1) =>
      index.add({ ...keyring, documentId, epoch, missingOn: ['p-gone'] });
    const ids = Array.from({ length: 230 }, (_, i) => `doc-${999 - i}`);
    for (const documentId of ids) {
      await wait(documentId);
      fixture.clock.advance(1);
    }
    const failing = [ids[0]!, ids[120]!];
    for (const documentId of failing) {
      await wait(documentId, 2);
      index.failing.add(documentId);
    }

    await other.keyrings.settleAll();
    expect(index.placed).toEqual(ids);
    const left = (await index.unsettled(10)).map(({ documentId }) => documentId);
    expect(new Set(left)).toEqual(new Set(failing));

    index.failing.clear();
    await other.keyrings.settleAll();
    expect(await index.unsettled(10)).toEqual([]);
  });

  it('should stop when asked to, and report when the database fails', async () => {
    for (const documentId of ['doc-1', 'doc-2']) {
      await fixture.store.createKeyring(documentId);
      await leave(documentId);
    }
    await other.keyrings.settleAll(AbortSignal.abort());
    expect(index.placed).toEqual([]);
    await otherDatabase.close();
    await expect(other.keyrings.settleAll()).rejects.toThrow();
  });
});

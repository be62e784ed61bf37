import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { armor, Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { faulty } from '../fakes/faulty-shards.js';
import type { ObjectRef } from '../../src/storage/object-store.js';
import { keyringFiles } from './keyring-files.js';
import { StorageFixture } from './storage-fixture.js';

interface Member {
  readonly secret: string;
  readonly recipient: string;
}

async function member(): Promise<Member> {
  const secret = await generateIdentity();
  return { secret, recipient: await identityToRecipient(secret) };
}

async function open(sealed: Uint8Array, secret: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter.decrypt(sealed);
}

async function sealTo(text: string, recipients: readonly string[]): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}

/** The document's secret key of an epoch, as a member's client finds it. */
async function documentSecret(sealed: string, secret: string): Promise<string> {
  return Buffer.from(await open(armor.decode(sealed), secret))
    .toString('latin1')
    .trim();
}

describe('a document’s keyring', () => {
  let fixture: StorageFixture;
  let alice: Member;
  let bob: Member;
  let faults: { random: () => number; error: number }[];

  beforeEach(async () => {
    faults = [];
    fixture = await StorageFixture.open({
      wrap: (store) => {
        const own = { random: () => 0, error: 0 };
        faults.push(own);
        return faulty(store, own);
      },
    });
    [alice, bob] = await Promise.all([member(), member()]);
  });

  afterEach(() => fixture.close());

  const inTransaction = <T>(work: () => Promise<T>) => fixture.database.inTransaction(work);

  async function read(ref: ObjectRef, secret: string): Promise<Buffer> {
    const { epoch, size, content } = await fixture.store.openSealed(ref);
    const file = await buffer(content);
    expect(file.length).toBe(size);
    const keyring = (await fixture.keyrings.list(ref.documentId)).find(
      (one) => one.epoch === epoch,
    );
    return Buffer.from(await open(file, await documentSecret(keyring!.sealed, secret)));
  }

  it('should open for its members and not for this server', async () => {
    const documentId = await fixture.newDocument([alice.recipient]);
    for (const size of [0, 1, 70_000, 3_000_000]) {
      const content = randomBytes(size);
      const stored = await fixture.save(documentId, content);
      await expect(fixture.store.leaseKey(stored)).rejects.toMatchObject({
        code: 'storage/key-needed',
        kind: 'forbidden',
      });
      expect((await read(stored, alice.secret)).equals(content)).toBe(true);
      await expect(read(stored, bob.secret)).rejects.toThrow();
    }
  });

  it('should be sealed anew without the server, and leave nothing that the server opens', async () => {
    const documentId = await fixture.newDocument();
    const content = randomBytes(100_000);
    const stored = await fixture.save(documentId, content);
    (await fixture.store.leaseKey(stored)).destroy();
    const before = await Promise.all((await fixture.shardFiles()).map((file) => readFile(file)));

    await inTransaction(() =>
      fixture.keyrings.reseal(documentId, [alice.recipient, bob.recipient]),
    );
    await fixture.keyrings.settle(documentId);

    expect(await keyringFiles(fixture, documentId)).toEqual(Array(6).fill('1.2.age'));
    await expect(fixture.store.leaseKey(stored)).rejects.toMatchObject({
      code: 'storage/key-needed',
    });
    expect((await read(stored, bob.secret)).equals(content)).toBe(true);
    const after = await Promise.all((await fixture.shardFiles()).map((file) => readFile(file)));
    expect(after).toEqual(before);
    const [keyring] = await fixture.keyrings.list(documentId);
    expect(keyring?.members).toEqual([alice.recipient, bob.recipient]);
  });

  it('should come back to the server once it proved that it opens every epoch', async () => {
    const documentId = await fixture.newDocument([alice.recipient]);
    const first = await fixture.save(documentId, Buffer.from('first'));
    await inTransaction(() => fixture.keyrings.beginEpoch(documentId, [alice.recipient]));
    const second = await fixture.save(documentId, Buffer.from('second'));
    const { serverRecipient } = fixture.keyrings;
    const all = [alice.recipient, serverRecipient];
    const secrets = await Promise.all(
      (await fixture.keyrings.list(documentId)).map(async ({ epoch, sealed }) => ({
        epoch,
        secret: await documentSecret(sealed, alice.secret),
      })),
    );
    const sealings = await Promise.all(
      secrets.map(async ({ epoch, secret }) => ({ epoch, sealed: await sealTo(secret, all) })),
    );
    const swapped = sealings.map(({ epoch }, i) => ({ epoch, sealed: sealings[1 - i]!.sealed }));
    const withoutServer = [
      { epoch: 1, sealed: await sealTo(secrets[0]!.secret, [alice.recipient]) },
      sealings[1]!,
    ];
    for (const wrong of [swapped, withoutServer]) {
      await expect(fixture.keyrings.proveOpens(documentId, wrong)).rejects.toMatchObject({
        code: 'storage/sealing-not-ours',
      });
    }
    await expect(
      fixture.keyrings.replace(documentId, sealings.slice(0, 1), all),
    ).rejects.toMatchObject({ code: 'storage/sealings-incomplete', data: { epochs: [2] } });
    await expect(
      inTransaction(() => fixture.keyrings.replace(documentId, withoutServer, all)),
    ).rejects.toMatchObject({ code: 'storage/bad-sealing' });

    await fixture.keyrings.proveOpens(documentId, sealings);
    await inTransaction(() => fixture.keyrings.replace(documentId, sealings, all));
    await fixture.keyrings.settle(documentId);
    expect((await fixture.read(first)).toString()).toBe('first');
    expect((await fixture.read(second)).toString()).toBe('second');
  });

  it('should begin a new epoch that who left cannot open', async () => {
    const documentId = await fixture.newDocument([alice.recipient, bob.recipient]);
    const before = await fixture.save(documentId, Buffer.from('for both'));
    await inTransaction(() => fixture.keyrings.beginEpoch(documentId, [alice.recipient]));
    await fixture.keyrings.settle(documentId);
    const after = await fixture.save(documentId, Buffer.from('for alice'));
    expect([before.epoch, after.epoch]).toEqual([1, 2]);
    expect((await read(before, bob.secret)).toString()).toBe('for both');
    await expect(read(after, bob.secret)).rejects.toThrow();
    expect((await read(after, alice.secret)).toString()).toBe('for alice');
  });

  it('should keep the old revision until the new one is durable, and finish later', async () => {
    const documentId = await fixture.newDocument();
    for (const provider of faults.slice(0, 3)) provider.error = 1;
    await inTransaction(() => fixture.keyrings.reseal(documentId, [alice.recipient]));
    await fixture.keyrings.settle(documentId);
    expect(
      (await keyringFiles(fixture, documentId)).filter((file) => file === '1.age'),
    ).toHaveLength(6);
    for (const provider of faults) provider.error = 0;
    // The rows count: this server opens it no more, whatever still lies around.
    const stored = await fixture.save(documentId, Buffer.from('new'));
    await expect(fixture.store.leaseKey(stored)).rejects.toMatchObject({
      code: 'storage/key-needed',
    });

    // Nobody waits for providers that failed just now: what they miss is for a later settling.
    // Each turn lets timers and threads go on: SQLite answers at once, and would never leave them a moment.
    while ((await fixture.keyringIndex.unsettled(10)).length > 0) {
      await turn();
      await fixture.keyrings.settleAll();
    }
    expect(await keyringFiles(fixture, documentId)).toEqual(Array(6).fill('1.2.age'));
  });

  it('should refuse a member that is no public key', async () => {
    await expect(fixture.newDocument(['age1nobody'])).rejects.toMatchObject({
      code: 'storage/bad-recipient',
    });
  });
});

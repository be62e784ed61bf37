import { createHash, type BinaryLike } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { FixedClock } from '../fakes/fixed-clock.js';
import { newSqlite } from '../migrated-sqlite.js';
import { Ids } from '../../src/platform/clock/ids.js';
import type { Database } from '../../src/platform/database/database.js';
import { createStorage, type Storage } from '../../src/storage/create-storage.js';
import { loadIdentity } from '../../src/storage/keyrings/identity.file.js';
import type { DocumentKeyrings } from '../../src/storage/keyrings/document-keyrings.js';
import type { KeyringIndex } from '../../src/storage/keyrings/keyring-index.js';
import { KyselyKeyringIndex } from '../../src/storage/keyrings/keyring-index.kysely.js';
import { KyselyObjectIndex } from '../../src/storage/object-index.kysely.js';
import type {
  ByteRange,
  ObjectRef,
  ObjectStore,
  PutObject,
  StoredObject,
} from '../../src/storage/object-store.js';
import { ProviderProofs } from '../../src/storage/providers/provider-proofs.js';
import { DirectoryShardStore } from '../../src/storage/providers/shard-store.directory.js';
import {
  withConcurrencyLimit,
  retrying,
} from '../../src/storage/providers/shard-store-decorators.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';
import type { Timing } from '../../src/storage/providers/timing.js';

Logger.overrideLogger(false);

export const sha256 = (bytes: BinaryLike): string =>
  createHash('sha256').update(bytes).digest('hex');

export async function* inPieces(bytes: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const DATABASE = 'meta.sqlite';

interface StorageFixtureOptions {
  readonly wrap?: (store: ShardStore) => ShardStore;
  readonly recovery?: string;
  readonly lateAfterMs?: number;
  readonly giveUpAfterMs?: number;
  readonly timing?: Timing;
  /** With the newest schema; without one: SQLite. */
  readonly database?: Database;
  readonly providers?: number;
  /** Bound on the stripe buffers in use. */
  readonly stripeBytes?: number;
}

/** The whole of storage on six real directories and SQLite, in a folder of its own. */
export class StorageFixture {
  readonly ids: Ids;
  readonly keyringIndex: KyselyKeyringIndex;
  readonly index: KyselyObjectIndex;
  store!: ObjectStore;
  keyrings!: DocumentKeyrings;
  storage!: Storage;
  readonly #stores: DirectoryShardStore[] = [];

  private constructor(
    readonly folder: string,
    readonly database: Database,
    readonly clock: FixedClock,
    private readonly options: StorageFixtureOptions,
  ) {
    this.ids = new Ids(clock);
    this.index = new KyselyObjectIndex(database, clock);
    this.keyringIndex = new KyselyKeyringIndex(database, this.clock);
  }

  static async open(options: StorageFixtureOptions = {}): Promise<StorageFixture> {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-storage-'));
    const database = options.database ?? (await newSqlite(join(folder, DATABASE)));
    const fixture = new StorageFixture(folder, database, new FixedClock(), options);
    fixture.storage = await fixture.another(fixture.keyringIndex);
    fixture.store = fixture.storage.objects;
    fixture.keyrings = fixture.storage.keyrings;
    return fixture;
  }

  /** One more instance over the same database, directories and identity. */
  async another(keyringIndex: KeyringIndex): Promise<Storage> {
    const { clock, options } = this;
    const stores: ShardStore[] = [];
    for (const directory of this.directories) {
      const store = new DirectoryShardStore(`p${stores.length}`, directory);
      this.#stores.push(store);
      await store.prepare(clock.nowMs());
      const wrapped = options.wrap?.(store) ?? store;
      stores.push(
        withConcurrencyLimit(retrying(wrapped, { attempts: 2, firstDelayMs: 1 }), { parallel: 8 }),
      );
    }
    return createStorage(
      {
        ...{ k: 4, m: 2, minDurable: 5 },
        ...{ recoveryRecipient: options.recovery, stripeBytes: options.stripeBytes },
      },
      {
        index: this.index,
        keyringIndex,
        clock,
        stores,
        identity: await loadIdentity(this.identityFile, { mayCreate: true, nowMs: clock.nowMs() }),
      },
      {
        ...(options.timing && { timing: options.timing }),
        patience: {
          // No place is late because the machine is busy: tests of late places say so.
          lateAfterMs: options.lateAfterMs ?? 120_000,
          giveUpAfterMs: options.giveUpAfterMs ?? 10_000,
        },
      },
    );
  }

  /** By name: why a provider does not work, if so. */
  prove(): ReturnType<ProviderProofs['proveAll']> {
    return new ProviderProofs(this.storage.providers.all, () => this.ids.next()).proveAll();
  }

  /** Why providers do not work, once it is these alone: on a busy machine every one of them may be late. */
  async provedFailing(...names: readonly string[]) {
    for (;;) {
      const failures = [...(await this.prove())].filter(([, failure]) => failure !== undefined);
      if (failures.map(([name]) => name).join() === names.join()) return failures;
    }
  }

  get directories(): string[] {
    return Array.from({ length: this.options.providers ?? 6 }, (_, n) =>
      join(this.folder, 'shards', String(n)),
    );
  }

  get identityFile(): string {
    return join(this.folder, 'identity.key');
  }

  async newDocument(members?: readonly string[]): Promise<string> {
    const documentId = this.ids.next();
    await this.store.createKeyring(documentId, members);
    return documentId;
  }

  put(
    documentId: string,
    content: Buffer | AsyncIterable<Uint8Array>,
    more: Partial<Pick<PutObject, 'maxBytes' | 'expectedBytes' | 'description' | 'sealTo'>> & {
      parent?: ObjectRef;
    } = {},
  ) {
    return this.store.put({
      documentId,
      versionId: this.ids.next(),
      parent: more.parent ?? null,
      content: Buffer.isBuffer(content) ? inPieces(content) : content,
      maxBytes: more.maxBytes ?? 2 ** 30,
      expectedBytes: more.expectedBytes,
      description: more.description ?? { title: 'A title' },
      sealTo: more.sealTo,
    });
  }

  async save(documentId: string, content: Buffer): Promise<StoredObject> {
    const stored = await this.put(documentId, content);
    await this.store.record(stored);
    return stored;
  }

  async read(ref: ObjectRef, range?: ByteRange): Promise<Buffer> {
    const key = await this.store.leaseKey(ref);
    const stream = await this.store.open(ref, key, range);
    key.destroy();
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  }

  shardFile(stored: StoredObject, index: number): string {
    const provider = Number(stored.shards[index]!.provider.slice(1));
    return join(
      this.directories[provider]!,
      'v1',
      stored.documentId,
      stored.versionId,
      String(index),
    );
  }

  /** Every file below the providers, without keyrings. */
  async shardFiles(): Promise<string[]> {
    const entries = await readdir(join(this.folder, 'shards'), {
      recursive: true,
      withFileTypes: true,
    });
    return entries
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('keyring'))
      .map((entry) => join(entry.parentPath, entry.name));
  }

  async close(): Promise<void> {
    await this.database.close();
    await Promise.all(this.#stores.map((store) => store.close()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

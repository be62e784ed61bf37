import { shardKey } from './providers/keys.js';
import type { PutObject, StoredObject } from './object-store.js';
import type { WritingTools } from './write/object-writing.js';
import { QuorumWrite } from './write/quorum-write.js';
import { sealAbout } from './seal/about.js';
import { manifestHashOf, writeManifest } from './seal/manifest.js';
import { rootOf, shardEnd } from './seal/shard-tail.js';
import { StripeReader, type FetchedStripe, type ReadingTools } from './read/stripe-reader.js';
import { StripeWriter } from './write/stripe-writer.js';

/** Stores a duplicate of an object from its sealed bytes, without any key. */
export class ObjectCopying {
  constructor(
    private readonly from: ReadingTools,
    private readonly to: WritingTools,
  ) {}

  /** The index metadata is sealed again, which needs no key. */
  async copy(
    source: StoredObject,
    versionId: string,
    description: PutObject['description'],
  ): Promise<StoredObject> {
    const { providers, code } = this.to;
    const copy = { documentId: source.documentId, versionId };
    const reader = new StripeReader(source, this.from);
    const quorum = new QuorumWrite(
      providers.storesFor(versionId, code.k + code.m),
      (index) => shardKey(copy, index),
      providers.quorum,
      providers.resting,
    );
    try {
      await reader.start();
      const hashLists = await this.#copyBody(reader, quorum);
      const line = this.#manifest(reader, { source, versionId, hashLists, description });
      const shards = await quorum.commit(hashLists.map((list, i) => shardEnd(list, line, i)));
      return {
        ...{ ...source, ...copy, shards },
        ...{ required: code.k, total: code.k + code.m },
        manifestHash: manifestHashOf(line),
      };
    } catch (error) {
      await quorum.abandon();
      throw error;
    } finally {
      await reader.close();
    }
  }

  /** Erasure-codes again: the number of shards may have changed since. */
  async #copyBody(reader: StripeReader, quorum: QuorumWrite): Promise<readonly Buffer[]> {
    const { code, buffers, hashing } = this.to;
    const { layout } = reader;
    const writer = new StripeWriter(code, buffers, quorum, hashing);
    try {
      for (let stripe = 0; stripe < layout.stripes; stripe++) {
        const spans = layout.spans(stripe, 0, layout.sealedSize);
        await writeAll(writer, await reader.fetch(stripe, spans));
      }
      return (await writer.end()).hashLists;
    } finally {
      await writer.release();
    }
  }

  #manifest(
    { manifest: { doc, epoch, S, ct, age, meta, rs } }: StripeReader,
    copy: {
      source: StoredObject;
      versionId: string;
      hashLists: readonly Buffer[];
      description: PutObject['description'];
    },
  ): Buffer {
    const { code, clock, signing, readers, random } = this.to;
    const manifest = {
      ...{ doc, epoch, S, ct, age, meta },
      about: sealAbout(copy.description, readers, random),
      ver: copy.versionId,
      parent: copy.source.manifestHash,
      t: clock.nowMs(),
      rs: { ...rs, k: code.k, m: code.m },
      roots: copy.hashLists.map(rootOf),
    };
    return writeManifest(manifest, signing);
  }
}

async function writeAll(writer: StripeWriter, { pieces, release }: FetchedStripe): Promise<void> {
  try {
    for (const piece of pieces) await writer.write(piece);
  } finally {
    release();
  }
}

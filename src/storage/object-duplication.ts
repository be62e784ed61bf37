import type { PutObject, StoredObject } from './object-store.js';
import { StripeReader, type FetchedStripe, type ReadingTools } from './read/stripe-reader.js';
import { manifestHashOf } from './seal/manifest.js';
import { shardEnd } from './seal/shard-tail.js';
import type { ManifestWriting } from './write/manifest-writing.js';
import type { QuorumWrite } from './write/quorum-write.js';
import type { ShardWriting, StripeWriter } from './write/stripe-writer.js';

/** Stores a duplicate of an object from its sealed bytes. Needs no key. */
export class ObjectDuplication {
  constructor(
    private readonly reading: ReadingTools,
    private readonly shards: ShardWriting,
    private readonly manifests: ManifestWriting,
  ) {}

  /** `description` becomes the index metadata; the sealed description stays that of the source. */
  async duplicate(
    source: StoredObject,
    versionId: string,
    description: PutObject['description'],
  ): Promise<StoredObject> {
    const duplicate = { documentId: source.documentId, versionId };
    const { code } = this.shards;
    const reader = new StripeReader(source, this.reading);
    const quorum = this.shards.begin(duplicate);
    try {
      const hashLists = await this.#copyBody(reader, quorum);
      const { doc, epoch, ct, age, meta } = reader.manifest;
      const line = this.manifests.write(
        { ...{ doc, epoch, ct, age, meta }, ver: versionId, parent: source.manifestHash },
        { code, hashLists },
        description,
      );
      const shards = await quorum.commit(hashLists.map((list, i) => shardEnd(list, line, i)));
      return {
        ...{ ...source, ...duplicate, shards },
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

  /** Computes parity again: the configured number of shards may differ from that of the source. */
  async #copyBody(reader: StripeReader, quorum: QuorumWrite): Promise<readonly Buffer[]> {
    const { layout } = reader;
    const writer = this.shards.stripesTo(quorum);
    try {
      await writer.begin();
      await reader.start();
      for (let stripe = 0; stripe < layout.stripes; stripe++) {
        const spans = layout.spans(stripe, 0, layout.sealedSize);
        await writeAll(writer, await reader.fetch(stripe, spans));
      }
      return (await writer.end()).hashLists;
    } finally {
      await writer.release();
    }
  }
}

async function writeAll(writer: StripeWriter, { pieces, release }: FetchedStripe): Promise<void> {
  try {
    for (const piece of pieces) await writer.write(piece);
  } finally {
    release();
  }
}

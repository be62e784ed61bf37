import type { PutObject, StoredObject } from './object-store.js';
import { StripeReader, type FetchedStripes, type ReadingTools } from './read/stripe-reader.js';
import { manifestHashOf } from './seal/manifest.js';
import { shardEnd } from './seal/shard-tail.js';
import type { ManifestWriting } from './write/manifest-writing.js';
import type { ShardWriting, StripeWriter, WrittenStripes } from './write/stripe-writer.js';

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
    const writer = this.shards.stripesTo(quorum);
    try {
      // The writer first: see `StripeMemory`.
      await writer.begin();
      await reader.start();
      const { hashLists, last } = await copyBody(reader, writer);
      const { doc, epoch, ct, age, meta } = reader.manifest;
      const line = this.manifests.write(
        { ...{ doc, epoch, ct, age, meta }, ver: versionId, parent: source.manifestHash },
        { code, hashLists },
        description,
      );
      const ends = hashLists.map((list, i) => shardEnd(list, line, i));
      const shards = await quorum.commit(last, ends);
      return {
        ...{ ...source, ...duplicate, shards },
        ...{ required: code.k, total: code.k + code.m },
        manifestHash: manifestHashOf(line),
      };
    } catch (error) {
      await quorum.abandon();
      throw error;
    } finally {
      await writer.release();
      await reader.close();
    }
  }
}

/** Computes parity again: the configured number of shards may differ from that of the source. */
async function copyBody(reader: StripeReader, writer: StripeWriter): Promise<WrittenStripes> {
  const { layout } = reader;
  for (let stripe = 0; stripe < layout.stripes; stripe++) {
    const spans = layout.spans(stripe, 0, layout.sealedSize);
    await writeAll(writer, await reader.fetch(stripe, spans));
  }
  return writer.end();
}

async function writeAll(writer: StripeWriter, { pieces, release }: FetchedStripes): Promise<void> {
  try {
    for (const piece of pieces) await writer.write(piece);
  } finally {
    release();
  }
}

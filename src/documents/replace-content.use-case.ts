import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { VersionArchive, type Version, type VersionWithShards } from '../version-archive/index.js';
import { ContentIntake } from './content-intake.js';
import { ContentReplacement } from './content-replacement.js';
import { DocumentAccess } from './document-access.js';
import { etagDiffers, etagNeeded } from './documents.errors.js';
import type { OutsideChangeOptions } from './outside-change.js';
import { withShards } from './version-shards.js';

export interface ReplaceContentInput extends OutsideChangeOptions {
  readonly content: AsyncIterable<Uint8Array>;
  readonly declaredBytes?: number | undefined;
  /** Etags of which one must be the head's, unquoted; `*` stands for any head. */
  readonly ifMatch: readonly string[] | undefined;
}

@Injectable()
export class ReplaceContent {
  constructor(
    private readonly access: DocumentAccess,
    private readonly intake: ContentIntake,
    private readonly archive: VersionArchive,
    private readonly replacement: ContentReplacement,
  ) {}

  /** A new current version in the place of exactly the one the sender knows. */
  async execute(
    actor: Actor,
    documentId: string,
    input: ReplaceContentInput,
  ): Promise<VersionWithShards> {
    const { document } = await this.access.require(actor, documentId, 'editor');
    const head = await this.archive.findHead(document.versionGroupId);
    checkEtag(documentId, head, input.ifMatch);
    await this.replacement.check(actor.username, documentId, input);
    const staged = await this.intake.stage({
      document,
      content: input.content,
      declaredBytes: input.declaredBytes,
      madeFrom: head ?? null,
      author: actor.username,
      origin: 'upload',
    });
    const version = await this.replacement.commit(staged, document, {
      author: actor.username,
      expectedHead: head?.number ?? 0,
      giveUpUnsaved: input.giveUpUnsaved,
    });
    return withShards(this.archive, version);
  }
}

function checkEtag(
  documentId: string,
  head: Version | undefined,
  ifMatch: readonly string[] | undefined,
): void {
  if (ifMatch === undefined) throw etagNeeded();
  const matches = head !== undefined && (ifMatch.includes(head.id) || ifMatch.includes('*'));
  if (!matches) throw etagDiffers(documentId);
}

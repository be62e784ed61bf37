import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';
import { ContentIntake } from './content-intake.js';
import { ContentReplacement } from './content-replacement.js';
import { DocumentAccess } from '../document-access.js';
import { etagDiffers, etagNeeded, hasContent } from '../documents.errors.js';
import type { OutsideChangeOptions } from '../checkout/outside-change.js';
import { withShards } from './version-shards.js';

export interface ReplaceContentInput extends OutsideChangeOptions {
  readonly content: AsyncIterable<Uint8Array>;
  readonly declaredBytes?: number | undefined;
  /** Of the content, when it is another than the document's: the document and its title get this one. */
  readonly fileType?: string;
  /** Etags of which one must be the head's, unquoted; `*` stands for any head. */
  readonly ifMatch: readonly string[] | undefined;
  /** Etags of which none may be the head's; `*`: there must be no content yet. */
  readonly ifNoneMatch?: readonly string[] | undefined;
}

@Injectable()
export class ReplaceContent {
  constructor(
    private readonly access: DocumentAccess,
    private readonly intake: ContentIntake,
    private readonly archive: VersionArchive,
    private readonly replacement: ContentReplacement,
  ) {}

  /**
   * A new current version in the place of exactly the one the sender knows, or the first one of a shadow
   * document, which is active from then on.
   */
  async execute(
    actor: Actor,
    documentId: string,
    input: ReplaceContentInput,
  ): Promise<VersionWithShards> {
    const { document } = await this.access.require(actor, documentId, 'editor');
    const head = await this.archive.findHead(document.versionGroupId);
    checkConditions(documentId, head, input);
    await this.replacement.check(actor.username, documentId, input);
    const target = { ...document, fileType: input.fileType ?? document.fileType };
    const staged = await this.intake.stage({
      document: target,
      content: input.content,
      declaredBytes: input.declaredBytes,
      madeFrom: head ?? null,
      author: actor.username,
      origin: 'upload',
    });
    const version = await this.replacement.commit(staged, target, {
      author: actor.username,
      expectedHead: head?.number ?? 0,
      giveUpUnsaved: input.giveUpUnsaved,
    });
    return withShards(this.archive, version);
  }
}

/** RFC 9110 §13.2.2; without a condition nothing that is there may be overwritten. */
function checkConditions(
  documentId: string,
  head: Version | undefined,
  { ifMatch, ifNoneMatch }: Pick<ReplaceContentInput, 'ifMatch' | 'ifNoneMatch'>,
): void {
  const names = (tags: readonly string[]): boolean =>
    head !== undefined && (tags.includes(head.id) || tags.includes('*'));
  if (ifMatch !== undefined && !names(ifMatch)) throw etagDiffers(documentId);
  if (ifNoneMatch !== undefined && names(ifNoneMatch)) throw hasContent(documentId);
  if (head !== undefined && ifMatch === undefined) throw etagNeeded();
}

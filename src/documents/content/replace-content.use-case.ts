import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type StagedVersion,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';
import { ContentIntake } from './content-intake.js';
import { DocumentAccess } from '../document-access.js';
import { etagDiffers, etagNeeded, hasContent } from '../documents.errors.js';
import { EditGuard, type OutsideChangeOptions } from '../checkout/edit-guard.js';
import type { Document } from '../document.js';
import { DocumentRegistry } from '../registry/document-registry.js';

export interface ReplaceContentInput extends OutsideChangeOptions {
  readonly content: AsyncIterable<Uint8Array>;
  readonly declaredBytes?: number | undefined;
  /** The file type of the content, if it differs from the document's. The document and its title then change. */
  readonly fileType?: string;
  /** `If-Match`: one of the etags must be the head's. Without quotes; `*` matches any head. */
  readonly ifMatch: readonly string[] | undefined;
  /** `If-None-Match`: none of the etags may be the head's; `*`: the document must have no content. */
  readonly ifNoneMatch?: readonly string[] | undefined;
  /** Set: the content is that of a step towards this version, and the new version is its restore. */
  readonly restores?: Version | undefined;
}

interface Replacement extends OutsideChangeOptions, Pick<ReplaceContentInput, 'restores'> {
  readonly author: string;
  readonly expectedHead: number;
  /** Writes other rows in the same transaction; may run again when that does. */
  readonly alongside?: (version: Version) => Promise<void>;
}

/** Makes staged bytes the head, unless the head has moved or somebody edits the document. */
export class ContentReplacement {
  constructor(
    private readonly archive: VersionArchive,
    private readonly registry: DocumentRegistry,
    private readonly guard: EditGuard,
    private readonly database: Database,
  ) {}

  /** Called before a byte is read: an upload that could not be committed is refused at once. */
  check(username: string, documentId: string, options: OutsideChangeOptions): Promise<void> {
    return this.guard.assertNotInUse(username, documentId, options);
  }

  async commit(staged: StagedVersion, document: Document, by: Replacement): Promise<Version> {
    try {
      const version = await this.#commit(staged, document, by);
      this.guard.publishReplaced(document.id);
      return version;
    } catch (error) {
      await this.archive.discard(staged);
      if (isAppError(error, 'version-archive/head-moved')) throw etagDiffers(document.id);
      throw error;
    }
  }

  #commit(
    staged: StagedVersion,
    { id, versionGroupId, fileType }: Document,
    by: Replacement,
  ): Promise<Version> {
    return this.database.inTransaction(async () => {
      await this.guard.beginChange(by.author, id, by);
      const { version } = await this.archive.commit(staged, {
        groupId: versionGroupId,
        ...originOf(by),
        author: by.author,
        fileType,
        expectedHead: by.expectedHead,
        onMoved: 'refuse',
      });
      await this.registry.contentChanged(id, { fileType });
      await by.alongside?.(version);
      return version;
    });
  }
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
   * Commits a new current version, if the head is still the one that the client named. The first version of a shadow
   * document makes it active.
   */
  async execute(
    actor: Actor,
    documentId: string,
    input: ReplaceContentInput,
  ): Promise<VersionWithShards> {
    const { document } = await this.access.require(actor, documentId, 'edit');
    const head = await this.archive.findHead(document.versionGroupId);
    checkConditions(documentId, head, input);
    await this.replacement.check(actor.id, documentId, input);
    const target = { ...document, fileType: input.fileType ?? document.fileType };
    const staged = await this.intake.stage({
      document: target,
      content: input.content,
      declaredBytes: input.declaredBytes,
      madeFrom: input.restores ?? head ?? null,
      author: actor.id,
      origin: originOf(input).origin,
    });
    const version = await this.replacement.commit(staged, target, {
      author: actor.id,
      expectedHead: head?.number ?? 0,
      giveUpUnsaved: input.giveUpUnsaved,
      restores: input.restores,
    });
    return this.archive.withShards(version);
  }
}

const originOf = ({ restores }: Pick<ReplaceContentInput, 'restores'>) =>
  restores === undefined
    ? { origin: 'upload' as const }
    : { origin: 'restore' as const, comment: String(restores.number) };

/** RFC 9110 §13.2.2; existing content cannot be replaced without a condition. */
export function checkConditions(
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

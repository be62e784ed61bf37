import { Injectable } from '@nestjs/common';
import { personOf, type Actor } from '../../platform/identity/actor.js';
import { Database } from '../../platform/database/database.js';
import {
  VersionArchive,
  type StagedVersion,
  type Version,
  type VersionOrigin,
} from '../../version-archive/index.js';
import { ContentIntake } from './content-intake.js';
import { BlankFiles, type BlankKind } from '../formats/blank-files.js';
import { checkedTitle, extensionOf, titleOfFile } from '../registry/document-title.js';
import type { DocumentView } from '../registry/document-view.js';
import { DocumentFactory } from '../registry/document-factory.js';
import { DocumentRegistry } from '../registry/document-registry.js';
import { rightsOf } from '../rights.js';
import type { Document } from '../document.js';

export interface CreateDocumentInput {
  /** With extension: it decides the format. */
  readonly title: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** Exact number of bytes, if known in advance. */
  readonly declaredBytes?: number | undefined;
  readonly origin?: VersionOrigin;
}

@Injectable()
export class CreateDocument {
  constructor(
    private readonly factory: DocumentFactory,
    private readonly intake: ContentIntake,
    private readonly archive: VersionArchive,
    private readonly registry: DocumentRegistry,
    private readonly database: Database,
  ) {}

  async execute(actor: Actor, input: CreateDocumentInput): Promise<DocumentView> {
    this.intake.checkDeclared(input.declaredBytes);
    const wanted = { title: titleOfFile(input.title), owner: actor.id };
    return this.factory.create(wanted, async (document) => {
      const head = await this.register(document, { ...input, author: actor.id });
      return {
        ...{ document, owner: personOf(actor), ...rightsOf('owner') },
        ...{ head, editors: [], unsaved: undefined },
      };
    });
  }

  /** Stores the content and writes the rows of a document that the factory makes. */
  async register(document: Document, content: NewContent): Promise<Version> {
    const { author, origin = 'upload' } = content;
    const staged = await this.intake.stage({
      document,
      content: content.content,
      declaredBytes: content.declaredBytes,
      madeFrom: null,
      author,
      origin,
    });
    return this.commit(document, staged, content);
  }

  /** The same with bytes that are stored already. */
  async commit(
    document: Document,
    staged: StagedVersion,
    { author, origin = 'upload', alongside }: Omit<NewContent, 'content'>,
  ): Promise<Version> {
    try {
      return await this.database.inTransaction(async () => {
        await this.registry.add(document, author);
        const { version } = await this.archive.commit(staged, {
          groupId: document.versionGroupId,
          origin,
          author,
          fileType: document.fileType,
          expectedHead: 0,
          onMoved: 'refuse',
        });
        await alongside?.(version);
        return version;
      });
    } catch (error) {
      await this.archive.discard(staged);
      throw error;
    }
  }
}

/** The first content of a document. */
export interface NewContent extends Omit<CreateDocumentInput, 'title'> {
  readonly author: string;
  /** Writes other rows in the same transaction. May run again, so it has no effect outside the database. */
  readonly alongside?: (version: Version) => Promise<void>;
}

export interface CreateBlankDocumentInput {
  readonly kind: BlankKind;
  /** The extension of the kind is added if it is missing. */
  readonly title: string;
  /** A language tag, which decides about spelling and paper. Default: the person's language, else English. */
  readonly lang?: string | undefined;
}

@Injectable()
export class CreateBlankDocument {
  constructor(
    private readonly blanks: BlankFiles,
    private readonly create: CreateDocument,
  ) {}

  async execute(actor: Actor, input: CreateBlankDocumentInput): Promise<DocumentView> {
    const title = checkedTitle(input.title);
    const bytes = this.blanks.of(input.kind, input.lang ?? actor.locale ?? undefined);
    return this.create.execute(actor, {
      title: extensionOf(title) === input.kind ? title : `${title}.${input.kind}`,
      content: once(bytes),
      declaredBytes: bytes.length,
    });
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive, type StagedVersion } from '../../version-archive/index.js';
import { ContentIntake } from '../content/content-intake.js';
import { CreateDocument } from '../content/create-document.use-case.js';
import { checkConditions, ContentReplacement } from '../content/replace-content.use-case.js';
import { DocumentAccess } from '../document-access.js';
import type { Document } from '../document.js';
import { noSuchUpload } from '../documents.errors.js';
import { DocumentFactory } from '../registry/document-factory.js';
import { titleOfFile } from '../registry/document-title.js';
import type { RequestBytes } from './running-uploads.js';
import type { Upload, UploadAddress, UploadPurpose } from './upload.js';
import type { UploadParts } from './upload-parts.js';
import type { UploadTarget } from './upload-target.js';
import type { BegunUpload, UploadTransfer } from './upload-transfer.js';
import type { UploadRepository } from './upload.repository.js';

/** What the bytes of people and applications become. Desktop programs have a target of their own. */
export class OwnUploadTargets {
  constructor(
    private readonly access: DocumentAccess,
    private readonly create: CreateDocument,
    private readonly replacement: ContentReplacement,
  ) {}

  /** Looks again whether the person may: an upload can take long. */
  async of(actor: Actor, upload: Upload): Promise<UploadTarget> {
    const { purpose, documentId, fileType } = upload;
    if (purpose.kind === 'new') return this.#created(actor, purpose.document);
    if (purpose.kind === 'desktop') throw noSuchUpload(upload.id);
    const { document } = await this.access.require(actor, documentId, 'edit');
    return this.#replaced(actor, { ...document, fileType }, purpose);
  }

  #created(actor: Actor, document: Document): UploadTarget {
    const commit = async (staged: StagedVersion, complete: (version: number) => Promise<void>) => {
      await this.create.commit(document, staged, {
        author: actor.id,
        alongside: ({ number }) => complete(number),
      });
    };
    return { document, origin: 'upload', commit };
  }

  #replaced(
    actor: Actor,
    document: Document,
    { expectedHead, giveUpUnsaved }: Extract<UploadPurpose, { kind: 'content' }>,
  ): UploadTarget {
    const commit = async (staged: StagedVersion, complete: (version: number) => Promise<void>) => {
      await this.replacement.commit(staged, document, {
        ...{ author: actor.id, expectedHead, giveUpUnsaved },
        alongside: async ({ number }) => {
          await this.access.require(actor, document.id, 'edit');
          await complete(number);
        },
      });
    };
    return { document, origin: 'upload', commit };
  }
}

export interface NewDocumentUpload {
  readonly length: number;
  /** With extension: it decides the format. */
  readonly title: string;
}

export interface ContentUpload {
  readonly length: number;
  readonly ifMatch: readonly string[] | undefined;
  readonly ifNoneMatch: readonly string[] | undefined;
  readonly giveUpUnsaved: boolean;
}

export interface BeginOwnUploadParts {
  readonly access: DocumentAccess;
  readonly archive: VersionArchive;
  readonly factory: DocumentFactory;
  readonly intake: ContentIntake;
  readonly replacement: ContentReplacement;
  readonly targets: OwnUploadTargets;
  readonly transfer: UploadTransfer;
}

/** What could not be committed in the end is refused before the first byte. */
export class BeginOwnUpload {
  constructor(private readonly parts: BeginOwnUploadParts) {}

  async ofDocument(actor: Actor, { length, title }: NewDocumentUpload): Promise<BegunUpload> {
    const { intake, factory } = this.parts;
    intake.checkDeclared(length);
    return factory.create({ title: titleOfFile(title), owner: actor.id }, (document) =>
      this.#begin(actor, document, length, { kind: 'new', document }),
    );
  }

  async ofContent(actor: Actor, documentId: string, input: ContentUpload): Promise<BegunUpload> {
    const { access, archive, intake, replacement } = this.parts;
    const { length, giveUpUnsaved } = input;
    intake.checkDeclared(length);
    const { document } = await access.require(actor, documentId, 'edit');
    const head = await archive.findHead(document.versionGroupId);
    checkConditions(documentId, head, input);
    await replacement.check(actor.id, documentId, { giveUpUnsaved });
    const expectedHead = head?.number ?? 0;
    return this.#begin(actor, document, length, { kind: 'content', expectedHead, giveUpUnsaved });
  }

  #begin(
    actor: Actor,
    { id: documentId, fileType }: Document,
    length: number,
    purpose: UploadPurpose,
  ): Promise<BegunUpload> {
    const { targets, transfer } = this.parts;
    const facts = { documentId, accountId: actor.id, purpose, fileType, length };
    return transfer.begin(facts, (upload) => targets.of(actor, upload));
  }
}

/** Of the person who began it: for everybody else there is none. */
export class OwnUploads {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly parts: UploadParts,
    private readonly transfer: UploadTransfer,
    private readonly targets: OwnUploadTargets,
    private readonly clock: Clock,
  ) {}

  /** @throws documents/no-such-upload */
  async show(actor: Actor, { uploadId }: UploadAddress): Promise<Upload> {
    const upload = await this.uploads.find(uploadId);
    const isTheirs = upload?.accountId === actor.id && upload.purpose.kind !== 'desktop';
    if (!isTheirs || upload.expiresAtMs <= this.clock.nowMs()) throw noSuchUpload(uploadId);
    return upload;
  }

  async standing(actor: Actor, address: UploadAddress): Promise<Upload> {
    await this.show(actor, address);
    await this.transfer.settled(address.uploadId);
    return this.show(actor, address);
  }

  /** How far it is now; once all bytes are there, the document or the version exists. */
  async continue(
    actor: Actor,
    address: UploadAddress,
    { offset, bytes }: { readonly offset: number; readonly bytes: RequestBytes },
  ): Promise<Upload> {
    const upload = await this.show(actor, address);
    if (!this.transfer.isComplete(upload, offset)) {
      const target = await this.targets.of(actor, upload);
      await address.withSecret((secret) =>
        this.transfer.continue({ upload, target, secret }, bytes),
      );
    }
    return this.show(actor, address);
  }

  /** Gives it up, and what came of it. What a complete one became stays. */
  async remove(actor: Actor, address: UploadAddress): Promise<void> {
    await this.parts.remove(await this.show(actor, address));
  }
}

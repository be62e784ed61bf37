import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditLog, documentObject } from '../../platform/audit/audit-log.js';
import type { ByteRange } from '../../platform/http/byte-range.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type SealedFile,
  type SealedKey,
  type Version,
} from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { withExtension } from '../registry/document-title.js';
import { noContent, notAllowed } from '../documents.errors.js';
import { FormatTable } from '../formats/format-table.js';
import type { Document } from '../document.js';
import { mayHaveKeys, type Right } from '../rights.js';

/** The content of one version, ready to be read. */
export interface OpenedContent {
  readonly document: Document;
  readonly version: Version;
  /** The document's title, with the extension of this version. */
  readonly filename: string;
  readonly mimeType: string;
  readonly size: number;
  /** Unquoted. */
  readonly etag: string;
  /** The plaintext or a range of it. Nothing is read and no key is leased before this is called. */
  stream(range?: ByteRange): Promise<Readable>;
  /**
   * The same for the person: a download, with its entry in the audit log before the first byte. Later ranges of it have
   * none.
   */
  handOut(range?: ByteRange): Promise<Readable>;
}

export interface OpenContentOptions {
  /** Number of a version; the default is the current one. */
  readonly version?: number | undefined;
  /** What the actor must be allowed to do; the default is `download`. `edit` where the bytes stay in this server. */
  readonly needed?: Extract<Right, 'download' | 'edit'> | undefined;
}

@Injectable()
export class OpenContent {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly formats: FormatTable,
    private readonly audit: AuditLog,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
    options: OpenContentOptions = {},
  ): Promise<OpenedContent> {
    const { document } = await this.access.require(actor, documentId, options.needed ?? 'download');
    const version = await this.#versionOf(document, options.version);
    const stream = (range?: ByteRange) => this.archive.read(version, range);
    return {
      document,
      version,
      filename: filenameOf(document, version),
      mimeType: this.formats.find(version.fileType)?.mime ?? 'application/octet-stream',
      size: version.size,
      etag: version.id,
      stream,
      handOut: async (range) => {
        if ((range?.start ?? 0) === 0) await this.#recordDownload(actor, version);
        return stream(range);
      },
    };
  }

  #recordDownload({ id }: Actor, { documentId, number }: Version): Promise<void> {
    return this.audit.recordReading({
      ...{ action: 'document.downloaded', actor: id },
      object: documentObject(documentId),
      detail: { version: number },
    });
  }

  async #versionOf(document: Document, number: number | undefined): Promise<Version> {
    if (number !== undefined) return this.archive.getVersion(document.versionGroupId, number);
    const head = await this.archive.findHead(document.versionGroupId);
    if (head === undefined) throw noContent(document.id);
    return head;
  }
}

/** An old version may have another file type than the current one. */
const filenameOf = (document: Document, version: Version): string =>
  version.fileType === document.fileType
    ? document.title
    : withExtension(document.title, version.fileType);

export interface SealedVersionKey extends SealedKey {
  readonly version: Version;
}

export interface SealedContent {
  /** The title with `.age` added. */
  readonly filename: string;
  readonly version: Version;
  readonly file: SealedFile;
}

/** Sealed versions, for members: they decrypt with a key that the server may not have. */
@Injectable()
export class OpenSealedContent {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly audit: AuditLog,
  ) {}

  async key(actor: Actor, documentId: string, number: number): Promise<SealedVersionKey> {
    const { document, may } = await this.access.require(actor, documentId, 'read');
    if (!mayHaveKeys(document, { may })) throw notAllowed(documentId, 'download');
    const version = await this.archive.getVersion(document.versionGroupId, number);
    return { version, ...(await this.archive.sealedKeyOf(version)) };
  }

  async execute(actor: Actor, documentId: string, number: number): Promise<SealedContent> {
    const { document } = await this.access.require(actor, documentId, 'download');
    const version = await this.archive.getVersion(document.versionGroupId, number);
    const filename = `${withExtension(document.title, version.fileType)}.age`;
    await this.audit.recordReading({
      ...{ action: 'document.downloaded', actor: actor.id },
      object: documentObject(documentId),
      detail: { version: number, sealed: true },
    });
    return { filename, version, file: await this.archive.openSealed(version) };
  }
}

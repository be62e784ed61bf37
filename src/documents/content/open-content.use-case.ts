import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive, type Version } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { withExtension } from '../registry/document-title.js';
import { noContent } from '../documents.errors.js';
import { FormatTable } from '../formats/format-table.js';
import type { OpenedContent } from './opened-content.js';
import type { Document } from '../document.js';

export interface OpenContentOptions {
  /** Number of a version; the current one if not given. */
  readonly version?: number | undefined;
}

@Injectable()
export class OpenContent {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly formats: FormatTable,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
    options: OpenContentOptions = {},
  ): Promise<OpenedContent> {
    const { document } = await this.access.require(actor, documentId, 'viewer');
    const version = await this.#versionOf(document, options.version);
    return {
      document,
      version,
      filename: filenameOf(document, version),
      mimeType: this.formats.find(version.fileType)?.mime ?? 'application/octet-stream',
      size: version.size,
      etag: version.id,
      stream: (range) => this.#read(version, range),
    };
  }

  async #versionOf(document: Document, number: number | undefined): Promise<Version> {
    if (number !== undefined) return this.archive.getVersion(document.versionGroupId, number);
    const head = await this.archive.findHead(document.versionGroupId);
    if (head === undefined) throw noContent(document.id);
    return head;
  }

  async #read(version: Version, range?: { start: number; end: number }): Promise<Readable> {
    const key = await this.archive.leaseKey(version);
    try {
      return await this.archive.open(version, key, range);
    } finally {
      key.destroy();
    }
  }
}

/** An old version may be of another type than the document is today. */
const filenameOf = (document: Document, version: Version): string =>
  version.fileType === document.fileType
    ? document.title
    : withExtension(document.title, version.fileType);

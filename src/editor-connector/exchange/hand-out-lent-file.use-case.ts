import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { VersionArchive } from '../../version-archive/index.js';
import {
  assertSignedFor,
  DocumentServerTokens,
} from '../document-server/document-server-tokens.js';
import { capabilityRefused } from '../editor-connector.errors.js';
import { EditingAccess } from '../opening/editing-access.js';
import { LentFiles } from './lent-files.js';

export interface HandOutLentInput {
  readonly purpose: string;
  readonly name: string;
  readonly capability: string;
  /** The bearer tokens of the request: one of them must be signed by the Document Server for this address. */
  readonly tokens: readonly string[];
}

/** Gives the Document Server a file that goes into an open document, while the person may still download it. */
@Injectable()
export class HandOutLentFile {
  constructor(
    private readonly lent: LentFiles,
    private readonly tokens: DocumentServerTokens,
    private readonly access: EditingAccess,
    private readonly archive: VersionArchive,
  ) {}

  async execute({ purpose, name, capability, tokens }: HandOutLentInput): Promise<{
    readonly size: number;
    stream(): Promise<Readable>;
  }> {
    const file = this.lent.read(purpose, name, capability);
    if (file === undefined) throw capabilityRefused('not issued for this file and purpose');
    assertSignedFor(this.tokens, tokens, this.lent.urlOf(purpose, name, capability));
    const { documentId, accountId, lentAtMs, versionNumber } = file;
    const rights = await this.access.rightsOf(accountId, documentId, lentAtMs);
    const document = await this.access.findById(documentId);
    if (document === undefined || rights?.may.has('download') !== true) {
      throw capabilityRefused('the person may no longer download it', { documentId });
    }
    const version = await this.archive.getVersion(document.versionGroupId, versionNumber);
    return { size: version.size, stream: () => this.archive.read(version) };
  }
}

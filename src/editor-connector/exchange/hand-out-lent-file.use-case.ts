import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { VersionArchive } from '../../version-archive/index.js';
import { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { capabilityRefused, tokenRefused } from '../editor-connector.errors.js';
import { EditingAccess } from '../opening/editing-access.js';
import { LentFiles } from './lent-files.js';

export interface HandOutLentInput {
  readonly purpose: string;
  readonly name: string;
  readonly capability: string;
  /** The Document Server's own tokens, from its headers: one of them must be valid. */
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
    if (!tokens.some((token) => this.tokens.verify(token) !== undefined)) {
      throw tokenRefused('no valid token came with the request for a file');
    }
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

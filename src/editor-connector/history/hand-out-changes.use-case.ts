import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { VersionArchive, VersionParts } from '../../version-archive/index.js';
import {
  assertSignedFor,
  DocumentServerTokens,
} from '../document-server/document-server-tokens.js';
import { capabilityRefused } from '../editor-connector.errors.js';
import { ValidSessions } from '../opening/editing-access.js';
import { ChangeArchives } from './change-archives.js';

export interface HandOutChangesInput {
  readonly sessionId: string;
  readonly versionNumber: number;
  readonly capability: string;
  /** The bearer tokens of the request: one of them must be signed by the Document Server for this URL. */
  readonly tokens: readonly string[];
}

/**
 * Gives the Document Server the archive of what was typed in one version, for the person's editor. Checked in the order
 * of `HandOutFile`: capability, token, session.
 */
@Injectable()
export class HandOutChanges {
  constructor(
    private readonly archives: ChangeArchives,
    private readonly tokens: DocumentServerTokens,
    private readonly sessions: ValidSessions,
    private readonly versions: VersionArchive,
    private readonly parts: VersionParts,
  ) {}

  async execute({ capability, tokens, ...archive }: HandOutChangesInput): Promise<{
    readonly size: number;
    stream(): Promise<Readable>;
  }> {
    const { sessionId, versionNumber } = archive;
    if (!this.archives.admits(archive, capability))
      throw capabilityRefused('not issued for these changes', { sessionId });
    assertSignedFor(this.tokens, tokens, this.archives.urlOf(archive, capability));
    const session = await this.sessions.findOrEnd(sessionId);
    if (session === undefined) throw capabilityRefused('session ended', { sessionId });
    const { id } = await this.versions.getVersion(session.groupId, versionNumber);
    const part = await this.parts.find(id, 'changes');
    if (part === undefined) throw capabilityRefused('no changes are stored', { versionId: id });
    return { size: part.size, stream: () => this.parts.read(part) };
  }
}

import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { VersionArchive, type FileKey, type Version } from '../../version-archive/index.js';
import type { ByteRange } from '../../platform/http/byte-range.js';
import { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityRefused, tokenRefused } from '../editor-connector.errors.js';
import { KeyReleases } from '../sessions/key-releases.repository.js';
import { FileCapability } from './file-capability.js';
import { fileUrlOf } from './session-urls.js';
import { ValidSessions } from './valid-sessions.js';

export interface HandOutFileInput {
  readonly sessionId: string;
  readonly capability: string;
  /** The Document Server's own word, from its header: one of these must be it. */
  readonly tokens: readonly string[];
}

export interface HandedOutFile {
  readonly size: number;
  /** The plaintext or a range of it. No key is unwrapped before this is called, none is left after. */
  stream(range: ByteRange | undefined): Promise<Readable>;
}

/** Gives the Document Server the bytes of one session's version, as often as it asks while the session lasts. */
@Injectable()
export class HandOutFile {
  constructor(
    private readonly sessions: ValidSessions,
    private readonly tokens: DocumentServerTokens,
    private readonly archive: VersionArchive,
    private readonly releases: KeyReleases,
    private readonly settings: EditorConnectorSettings,
  ) {}

  async execute({ sessionId, capability: text, tokens }: HandOutFileInput): Promise<HandedOutFile> {
    const capability = FileCapability.parse(text);
    // The id follows from the secret, so any other address than the issued one names another session.
    if (capability?.sessionId !== sessionId)
      throw capabilityRefused('not issued for this', { sessionId });
    this.#checkTokens(tokens, fileUrlOf(this.settings.selfUrlForDocumentServer, capability));
    const session = await this.sessions.find(sessionId);
    if (session === undefined) throw capabilityRefused('session ended', { sessionId });
    const version = await this.archive.getVersion(session.groupId, session.versionNumber);
    return {
      size: version.size,
      stream: async (range) => {
        const key = capability.unwrap(session.wrappedKey, session);
        capability.destroy();
        const counted = this.releases.countFetch(session);
        const [plaintext] = await Promise.all([this.#read(version, key, range), counted]);
        return plaintext;
      },
    };
  }

  #checkTokens(tokens: readonly string[], issuedUrl: string): void {
    if (tokens.length === 0) throw tokenRefused('missing');
    const signed = tokens.map((token) => this.tokens.verify(token)).find((claims) => claims);
    if (signed === undefined) throw tokenRefused('wrong or expired');
    const { url } = (signed.payload ?? {}) as { url?: unknown };
    if (url !== issuedUrl) throw tokenRefused('made for something else');
  }

  async #read(
    version: Version,
    key: FileKey | undefined,
    range: ByteRange | undefined,
  ): Promise<Readable> {
    if (key === undefined) throw capabilityRefused('record changed', { versionId: version.id });
    try {
      return await this.archive.open(version, key, range);
    } finally {
      key.destroy();
    }
  }
}

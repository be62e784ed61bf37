import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { VersionArchive, type FileKey, type Version } from '../../version-archive/index.js';
import type { ByteRange } from '../../platform/http/byte-range.js';
import {
  assertSignedFor,
  DocumentServerTokens,
} from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityRefused } from '../editor-connector.errors.js';
import { KeyReleases } from '../sessions/key-releases.repository.js';
import { ValidSessions } from './editing-access.js';
import { FileCapability } from './file-capability.js';
import { fileUrlOf } from './session-issuer.js';

export interface HandOutFileInput {
  readonly sessionId: string;
  readonly capability: string;
  /** The bearer tokens of the request: one of them must be signed by the Document Server for this URL. */
  readonly tokens: readonly string[];
}

export interface HandedOutFile {
  readonly size: number;
  /** The plaintext or a range of it. The key is unwrapped only during this call, and zeroed after it. */
  stream(range: ByteRange | undefined): Promise<Readable>;
}

/**
 * Gives the Document Server the bytes of one session's version, as often as it asks while the session lasts. In this
 * order: the capability names the session; the token is signed for exactly this URL; the session is still valid; the
 * capability unwraps the file key; the fetch is counted before a byte leaves.
 */
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
    // The session id is derived from the secret, so any other URL than the issued one names another session.
    if (capability?.sessionId !== sessionId)
      throw capabilityRefused('not issued for this', { sessionId });
    const issuedUrl = fileUrlOf(this.settings.selfUrlForDocumentServer, capability);
    assertSignedFor(this.tokens, tokens, issuedUrl);
    const session = await this.sessions.findOrEnd(sessionId);
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

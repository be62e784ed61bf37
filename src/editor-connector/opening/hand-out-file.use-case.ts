import type { Readable } from 'node:stream';
import type { FileKey, Version, VersionArchive } from '../../version-archive/index.js';
import type { ByteRange } from '../../platform/http/byte-range.js';
import {
  assertSignedFor,
  type DocumentServerTokens,
} from '../document-server/document-server-tokens.js';
import type { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityRefused } from '../editor-connector.errors.js';
import type { KeyReleases } from '../sessions/key-releases.repository.js';
import type { ValidSessions } from './editing-access.js';
import { FileCapability } from './file-capability.js';
import type { ReopenedKeys } from './reopened-keys.js';
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

export interface HandOutFileParts {
  readonly sessions: ValidSessions;
  readonly tokens: DocumentServerTokens;
  readonly archive: VersionArchive;
  readonly releases: KeyReleases;
  readonly reopened: ReopenedKeys;
  readonly settings: EditorConnectorSettings;
}

/**
 * Gives the Document Server the bytes of one session's version, as often as it asks while the session lasts. In this
 * order: the capability names the session; the token is signed for exactly this URL; the session is still valid; the
 * capability unwraps the file key; the fetch is counted, and a key that begins anew is noted, before a byte leaves.
 */
export class HandOutFile {
  constructor(private readonly parts: HandOutFileParts) {}

  async execute({ sessionId, capability: text, tokens }: HandOutFileInput): Promise<HandedOutFile> {
    const { sessions, archive, releases, reopened, settings } = this.parts;
    const capability = FileCapability.parse(text);
    // The session id is derived from the secret, so any other URL than the issued one names another session.
    if (capability?.sessionId !== sessionId)
      throw capabilityRefused('not issued for this', { sessionId });
    const issuedUrl = fileUrlOf(settings.selfUrlForDocumentServer, capability);
    assertSignedFor(this.parts.tokens, tokens, issuedUrl);
    const session = await sessions.findOrEnd(sessionId);
    if (session === undefined) throw capabilityRefused('session ended', { sessionId });
    const version = await archive.getVersion(session.groupId, session.versionNumber);
    return {
      size: version.size,
      stream: async (range) => {
        const key = capability.unwrap(session.wrappedKey, session);
        capability.destroy();
        const reading = this.#read(version, key, range);
        const noted = [releases.countFetch(session), reopened.handedOut(session)];
        try {
          const [plaintext] = await Promise.all([reading, ...noted]);
          return plaintext;
        } catch (error) {
          // What was opened holds plaintext until it is ended, and nobody will read it.
          void reading.then(
            (plaintext) => plaintext.destroy(),
            () => undefined,
          );
          throw error;
        }
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
      return await this.parts.archive.open(version, key, range);
    } finally {
      key.destroy();
    }
  }
}

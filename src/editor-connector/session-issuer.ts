import type { Clock } from '../platform/clock/clock.js';
import type { VersionArchive } from '../version-archive/index.js';
import type { Content } from './content-to-open.js';
import type { EditingSessions } from './editing-sessions.js';
import { FileCapability } from './file-capability.js';
import type { SaveCapabilities } from './save-capability.js';
import { callbackUrlOf, fileUrlOf } from './session-urls.js';

/** The Document Server fetches at once; an hour covers its later looks at the same URL. */
const FILE_TTL_MS = 60 * 60 * 1000;
/** As long as the Document Server lets a session live (reference §8.4): a save may come at its very end. */
const SAVE_TTL_MS = 30 * 24 * 60 * 60 * 1000;

export interface IssuedSession {
  readonly sessionId: string;
  readonly fileUrl: string;
  readonly callbackUrl: string;
}

/** Makes an editing session: its two URLs, each good for one thing, and the record behind the file URL. */
export class SessionIssuer {
  constructor(
    private readonly archive: VersionArchive,
    private readonly sessions: EditingSessions,
    private readonly saves: SaveCapabilities,
    private readonly clock: Clock,
    private readonly ownUrl: string,
  ) {}

  async issue(content: Content, username: string): Promise<IssuedSession> {
    const capability = FileCapability.fresh();
    const { sessionId } = capability;
    const { version, documentKey } = content;
    const nowMs = this.clock.nowMs();
    await this.#keep(capability, content, username, nowMs);
    const saveGrant = { documentId: version.documentId, sessionId, documentKey, username };
    return {
      sessionId,
      fileUrl: fileUrlOf(this.ownUrl, capability),
      callbackUrl: callbackUrlOf(
        this.ownUrl,
        sessionId,
        this.saves.issue({ ...saveGrant, expiresAtMs: nowMs + SAVE_TTL_MS }),
      ),
    };
  }

  async #keep(
    capability: FileCapability,
    { version, documentKey }: Content,
    username: string,
    nowMs: number,
  ): Promise<void> {
    const expiresAtMs = nowMs + FILE_TTL_MS;
    const binding = { documentId: version.documentId, versionNumber: version.number, expiresAtMs };
    const fileKey = await this.archive.leaseKey(version);
    try {
      await this.sessions.keep({
        ...binding,
        sessionId: capability.sessionId,
        groupId: version.groupId,
        username,
        documentKey,
        custody: 'managed',
        sessionRecipient: null,
        releasedAtMs: nowMs,
        wrappedKey: capability.wrap(fileKey, binding),
      });
    } finally {
      fileKey.destroy();
    }
  }
}

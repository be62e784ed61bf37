import type { Clock } from '../../platform/clock/clock.js';
import type { VersionArchive } from '../../version-archive/index.js';
import type { Content } from './content-to-open.js';
import type { EditingSession, EditingSessions } from '../sessions/editing-sessions.js';
import { FileCapability } from './file-capability.js';
import { acceptRelease, type KeyRelease } from './key-release.js';
import type { KeyReleases } from '../sessions/key-releases.repository.js';
import type { SessionUrls } from './session-urls.js';

/** The Document Server fetches at once; an hour covers its later looks at the same URL. */
const FILE_TTL_MS = 60 * 60 * 1000;

export interface IssuedSession {
  readonly sessionId: string;
  readonly fileUrl: string;
  readonly callbackUrl: string;
}

export interface SessionToIssue {
  readonly content: Content;
  readonly username: string;
  /** Without it this server must hold the key itself. */
  readonly release: KeyRelease | undefined;
}

type Opening = Pick<
  EditingSession,
  'custody' | 'wrappedKey' | 'sessionRecipient' | 'expiresAtMs'
> & { readonly capability: FileCapability };

/** Makes an editing session: its two URLs, each good for one thing, and the record behind the file URL. */
export class SessionIssuer {
  constructor(
    private readonly archive: VersionArchive,
    private readonly sessions: EditingSessions,
    private readonly releases: KeyReleases,
    private readonly urls: SessionUrls,
    private readonly clock: Clock,
  ) {}

  /** `storage/key-needed` when neither this server nor the person gives the key. */
  async issue({ content, username, release }: SessionToIssue): Promise<IssuedSession> {
    const { version, documentKey } = content;
    const nowMs = this.clock.nowMs();
    const { capability, ...opening } =
      release === undefined
        ? await this.#leased(content, nowMs)
        : released(release, content, nowMs);
    const { sessionId } = capability;
    await this.#keep({
      ...opening,
      sessionId,
      documentId: version.documentId,
      groupId: version.groupId,
      versionNumber: version.number,
      username,
      documentKey,
      releasedAtMs: nowMs,
    });
    const fileUrl = this.urls.fileUrl(capability);
    capability.destroy();
    return { sessionId, fileUrl, callbackUrl: this.urls.callbackUrl(sessionId, content, username) };
  }

  async #keep(session: EditingSession): Promise<void> {
    if (session.custody === 'zero-knowledge') await this.releases.add(session);
    await this.sessions.keep(session);
  }

  async #leased({ version }: Content, nowMs: number): Promise<Opening> {
    const { documentId, number: versionNumber } = version;
    const capability = FileCapability.fresh();
    const expiresAtMs = nowMs + FILE_TTL_MS;
    const fileKey = await this.archive.leaseKey(version);
    try {
      const wrappedKey = capability.wrap(fileKey, { documentId, versionNumber, expiresAtMs });
      return { capability, wrappedKey, expiresAtMs, custody: 'managed', sessionRecipient: null };
    } finally {
      fileKey.destroy();
    }
  }
}

function released(release: KeyRelease, { version }: Content, nowMs: number): Opening {
  const { documentId, number: versionNumber } = version;
  const { wrappedKey, expiresAtMs, sessionRecipient } = release;
  const capability = acceptRelease(release, { documentId, versionNumber, nowMs });
  return { capability, wrappedKey, expiresAtMs, sessionRecipient, custody: 'zero-knowledge' };
}

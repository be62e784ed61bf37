import type { Clock } from '../../platform/clock/clock.js';
import type { VersionArchive } from '../../version-archive/index.js';
import { otherVersion, releaseRefused } from '../editor-connector.errors.js';
import type { EditingSession, EditingSessions } from '../sessions/editing-sessions.js';
import type { OpenedFor, SaveCapabilities, SaveGrant } from '../sessions/save-capability.js';
import type { Content } from './content-to-open.js';
import { FileCapability } from './file-capability.js';
import type { RecordedOpenings } from './recorded-openings.js';
import { sentence } from '../../platform/errors/sentence.js';

/** The Document Server fetches at once; within an hour it may fetch the same URL again. */
const FILE_TTL_MS = 60 * 60 * 1000;
/** A released key is valid for an hour at most, whatever was asked for. */
export const MAX_RELEASE_MS = 60 * 60 * 1000;
/** As long as a session of the Document Server may last (30 days, docs/formats/document-server.md): a save may come at its very end. */
const SAVE_TTL_MS = 30 * 24 * 60 * 60 * 1000;

/** One version's file key, given by a person for one editing session (docs/adr/0010-custody.md). */
export interface KeyRelease {
  readonly version: number;
  /** The secret U, as it will stand in the file URL. */
  readonly capability: string;
  /** W: the file key, wrapped under a key derived from U. */
  readonly wrappedKey: Buffer;
  readonly expiresAtMs: number;
  /** The public half of the key pair derived from U. */
  readonly sessionRecipient: string | null;
}

export interface SessionToIssue {
  readonly content: Content;
  readonly accountId: string;
  readonly openedFor: OpenedFor;
  /** Without it this server must hold the key itself. */
  readonly release: KeyRelease | undefined;
}

export interface IssuedSession {
  readonly sessionId: string;
  readonly fileUrl: string;
  readonly callbackUrl: string;
}

type Opening = Pick<
  EditingSession,
  'custody' | 'wrappedKey' | 'sessionRecipient' | 'expiresAtMs'
> & { readonly capability: FileCapability };

export interface SessionIssuerParts {
  readonly archive: VersionArchive;
  readonly sessions: EditingSessions;
  readonly openings: RecordedOpenings;
  readonly urls: SessionUrls;
  readonly clock: Clock;
}

/** Issues editing sessions: two URLs, each valid for one purpose, and the record behind the file URL. */
export class SessionIssuer {
  constructor(private readonly parts: SessionIssuerParts) {}

  /** `storage/key-needed` when neither this server nor the person has the key. */
  async issue({ content, accountId, openedFor, release }: SessionToIssue): Promise<IssuedSession> {
    const { version, documentKey } = content;
    const nowMs = this.parts.clock.nowMs();
    const { capability, ...opening } =
      release === undefined
        ? await this.#leased(content, nowMs)
        : released(release, content, nowMs);
    const { sessionId } = capability;
    const session: EditingSession = {
      ...opening,
      sessionId,
      documentId: version.documentId,
      groupId: version.groupId,
      versionNumber: version.number,
      accountId,
      documentKey,
      releasedAtMs: nowMs,
    };
    await this.parts.openings.record(session, openedFor);
    await this.parts.sessions.keep(session);
    const fileUrl = this.parts.urls.fileUrl(capability);
    capability.destroy();
    const callbackUrl = this.parts.urls.callbackUrl({ sessionId, content, accountId, openedFor });
    return { sessionId, fileUrl, callbackUrl };
  }

  async #leased({ version }: Content, nowMs: number): Promise<Opening> {
    const { documentId, number: versionNumber } = version;
    const capability = FileCapability.fresh();
    const expiresAtMs = nowMs + FILE_TTL_MS;
    const fileKey = await this.parts.archive.leaseKey(version);
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

/** The capability of a release, after checking that it opens this version, and for an hour at most. */
export function acceptRelease(
  release: KeyRelease,
  opening: { readonly documentId: string; readonly versionNumber: number; readonly nowMs: number },
): FileCapability {
  const { documentId, versionNumber, nowMs } = opening;
  if (release.version !== versionNumber) throw otherVersion(documentId, versionNumber);
  const { expiresAtMs } = release;
  if (expiresAtMs <= nowMs) throw releaseRefused(sentence`it has expired`, nowMs);
  if (expiresAtMs > nowMs + MAX_RELEASE_MS)
    throw releaseRefused(sentence`it is valid for too long`, nowMs);
  const capability = FileCapability.parse(release.capability);
  if (capability === undefined) throw releaseRefused(sentence`its capability is malformed`, nowMs);
  const fileKey = capability.unwrap(release.wrappedKey, { documentId, versionNumber, expiresAtMs });
  if (fileKey === undefined) throw releaseRefused(sentence`its wrapped key does not open`, nowMs);
  fileKey.destroy();
  return capability;
}

/** When the callback URL with this grant was issued. */
export const issuedAtMs = ({ expiresAtMs }: SaveGrant): number => expiresAtMs - SAVE_TTL_MS;

export const fileUrlOf = (ownUrl: string, capability: FileCapability): string =>
  `${ownUrl}/api/eurooffice/file/${capability.sessionId}?cap=${capability.reveal()}`;

/** The two addresses of an editing session, as the Document Server reaches them. */
export class SessionUrls {
  constructor(
    private readonly saves: SaveCapabilities,
    private readonly clock: Clock,
    /** May have a path prefix. */
    private readonly ownUrl: string,
  ) {}

  fileUrl(capability: FileCapability): string {
    return fileUrlOf(this.ownUrl, capability);
  }

  callbackUrl({
    content: { version, documentKey },
    ...by
  }: Pick<SessionToIssue, 'content' | 'accountId' | 'openedFor'> & {
    readonly sessionId: string;
  }): string {
    const { documentId } = version;
    const { sessionId } = by;
    const expiresAtMs = this.clock.nowMs() + SAVE_TTL_MS;
    const grant = { ...by, documentId, documentKey, expiresAtMs };
    return `${this.ownUrl}/api/eurooffice/callback/${sessionId}?cap=${this.saves.issue(grant)}`;
  }
}

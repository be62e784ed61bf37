import type { Clock } from '../../platform/clock/clock.js';
import { SealedClaims } from '../../platform/crypto/sealed-claims.js';

/** As long as the file address of the session that it belongs to. */
const LIFE_MS = 60 * 60_000;

export interface ChangeArchive {
  /** The session for looking at the version; it ends, and this address with it, when the person loses the right. */
  readonly sessionId: string;
  readonly versionNumber: number;
}

/** Addresses at which the Document Server fetches the archive of the changes of one version. */
export class ChangeArchives {
  readonly #claims: SealedClaims<[]>;

  constructor(
    /** 32 bytes. */
    key: Uint8Array,
    clock: Clock,
    /** This server as the Document Server reaches it. */
    private readonly ownUrl: string,
  ) {
    this.#claims = new SealedClaims(key, clock, LIFE_MS);
  }

  issue(archive: ChangeArchive): string {
    return this.urlOf(archive, this.#claims.issue(nameOf(archive), []));
  }

  /** Whether it was issued here for this session and version, and has not expired. */
  admits(archive: ChangeArchive, capability: string): boolean {
    return this.#claims.read(nameOf(archive), capability) !== undefined;
  }

  urlOf({ sessionId, versionNumber }: ChangeArchive, capability: string): string {
    const path = `/api/eurooffice/changes/${sessionId}/${versionNumber}`;
    return `${this.ownUrl}${path}?cap=${capability}`;
  }
}

const nameOf = ({ sessionId, versionNumber }: ChangeArchive): string =>
  `${sessionId}/${versionNumber}`;

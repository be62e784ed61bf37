import type { Clock } from '../../platform/clock/clock.js';
import { SealedClaims } from '../../platform/crypto/sealed-claims.js';

/** For whom, and in which document, somebody's picture is shown. */
export interface ShownPicture {
  readonly documentId: string;
  /** Whose rights are checked again when it is fetched. */
  readonly accountId: string;
  readonly issuedAtMs: number;
}

/** A working day: the editor keeps the addresses of people as long as it is open. */
const LIFE_MS = 8 * 60 * 60_000;

/**
 * Addresses of people's pictures for the editor. Its frame is another origin and nobody is signed in there, so the
 * address itself is the permission: for one picture, one reader and one document, until it expires.
 */
export class PictureAddresses {
  readonly #claims: SealedClaims<[documentId: string, accountId: string, issuedAtMs: number]>;

  constructor(
    /** 32 bytes. */
    key: Uint8Array,
    private readonly clock: Clock,
    /** This server as browsers reach it. */
    private readonly publicUrl: string,
  ) {
    this.#claims = new SealedClaims(key, clock, LIFE_MS);
  }

  issue(personId: string, { documentId, accountId }: Omit<ShownPicture, 'issuedAtMs'>): string {
    const capability = this.#claims.issue(personId, [documentId, accountId, this.clock.nowMs()]);
    return `${this.publicUrl}/api/eurooffice/pictures/${personId}?cap=${capability}`;
  }

  /** Undefined when it was not issued here for this person's picture, or has expired. */
  read(personId: string, capability: string): ShownPicture | undefined {
    const claims = this.#claims.read(personId, capability);
    if (claims === undefined) return undefined;
    const [documentId, accountId, issuedAtMs] = claims;
    return { documentId, accountId, issuedAtMs };
  }
}

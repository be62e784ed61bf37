import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.js';
import { SealedClaims } from '../../platform/crypto/sealed-claims.js';

/** One version of a document that a person put into another one that they edit. */
export interface LentFile {
  readonly documentId: string;
  readonly versionNumber: number;
  /** Whose rights are checked again when it is fetched. */
  readonly accountId: string;
  readonly lentAtMs: number;
  readonly purpose: Purpose;
}

export type Purpose = 'image' | 'document' | 'spreadsheet' | 'reference';

/** The editor fetches at once; it may convert a large file first. */
const LIFE_MS = 15 * 60_000;
const NAME_BYTES = 16;

/** Addresses at which the Document Server fetches a file that goes into an open document. */
export class LentFiles {
  readonly #claims: SealedClaims<[string, number, string, number, Purpose]>;

  constructor(
    /** 32 bytes. */
    key: Uint8Array,
    private readonly clock: Clock,
    /** This server as the Document Server reaches it. */
    private readonly ownUrl: string,
  ) {
    this.#claims = new SealedClaims(key, clock, LIFE_MS);
  }

  /** The address, a capability for this version and purpose. */
  lend({ documentId, versionNumber, accountId, purpose }: Omit<LentFile, 'lentAtMs'>): string {
    const name = randomBytes(NAME_BYTES).toString('hex');
    const claims = [documentId, versionNumber, accountId, this.clock.nowMs(), purpose] as const;
    const capability = this.#claims.issue(name, [...claims]);
    return this.urlOf(purpose, name, capability);
  }

  urlOf(purpose: string, name: string, capability: string): string {
    return `${this.ownUrl}/api/eurooffice/lent/${purpose}/${name}?cap=${capability}`;
  }

  /** Undefined when it was not issued here for this purpose and name, or has expired. */
  read(purpose: string, name: string, capability: string): LentFile | undefined {
    const claims = this.#claims.read(name, capability);
    if (claims?.[4] !== purpose) return undefined;
    const [documentId, versionNumber, accountId, lentAtMs] = claims;
    return { documentId, versionNumber, accountId, lentAtMs, purpose: claims[4] };
  }
}

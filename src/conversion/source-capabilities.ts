import { SealedClaims } from '../platform/crypto/sealed-claims.js';
import type { Clock } from '../platform/clock/clock.js';

/** A version that the Document Server may fetch. */
export interface ConversionSource {
  readonly groupId: string;
  readonly versionNumber: number;
}

/** Covers the longest conversion and the wait before it begins. */
const LIFE_MS = 15 * 60_000;
const BASE = '/api/eurooffice/conversion';

/** Addresses of conversion sources. */
export class SourceCapabilities {
  readonly #claims: SealedClaims<[groupId: string, versionNumber: number]>;

  constructor(
    /** 32 bytes. */
    key: Uint8Array,
    clock: Clock,
  ) {
    this.#claims = new SealedClaims(key, clock, LIFE_MS);
  }

  /** The path below our own address, with the capability in its query. */
  issue(conversionKey: string, { groupId, versionNumber }: ConversionSource): string {
    const capability = this.#claims.issue(conversionKey, [groupId, versionNumber]);
    return this.pathOf(conversionKey, capability);
  }

  pathOf(conversionKey: string, capability: string): string {
    return `${BASE}/${conversionKey}?cap=${capability}`;
  }

  /** Undefined when it was not issued here for this conversion, or has expired. */
  read(conversionKey: string, capability: string): ConversionSource | undefined {
    const claims = this.#claims.read(conversionKey, capability);
    return claims && { groupId: claims[0], versionNumber: claims[1] };
  }
}

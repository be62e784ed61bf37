import { open, seal } from '../platform/crypto/aes-gcm.js';
import type { Clock } from '../platform/clock/clock.js';

/** A version that the Document Server may fetch, and until when. */
export interface ConversionSource {
  readonly groupId: string;
  readonly versionNumber: number;
  readonly expiresAtMs: number;
}

/** Covers the longest conversion and the wait before it begins. */
const LIFE_MS = 15 * 60_000;
const BASE = '/api/eurooffice/conversion';

/**
 * Addresses of conversion sources. Nothing is stored: an address carries the version and its expiry, sealed with
 * a key of this installation, so every instance can serve it and nobody else can read or change it.
 */
export class SourceCapabilities {
  constructor(
    /** 32 bytes. */
    private readonly key: Uint8Array,
    private readonly clock: Clock,
  ) {}

  /** The path below our own address, with the capability in its query. */
  issue(conversionKey: string, source: Omit<ConversionSource, 'expiresAtMs'>): string {
    const expiresAtMs = this.clock.nowMs() + LIFE_MS;
    const text = JSON.stringify([source.groupId, source.versionNumber, expiresAtMs]);
    const sealed = seal(this.key, Buffer.from(text), Buffer.from(conversionKey));
    return `${BASE}/${conversionKey}?cap=${sealed.toString('base64url')}`;
  }

  /** Undefined when it was not issued here for this conversion, or has expired. */
  read(conversionKey: string, capability: string): ConversionSource | undefined {
    const sealed = Buffer.from(capability, 'base64url');
    // Other spellings of the same bytes are refused: the issued address must match literally.
    if (sealed.toString('base64url') !== capability) return undefined;
    const text = open(this.key, sealed, Buffer.from(conversionKey))?.toString();
    if (text === undefined) return undefined;
    const [groupId, versionNumber, expiresAtMs] = JSON.parse(text) as [string, number, number];
    return expiresAtMs > this.clock.nowMs() ? { groupId, versionNumber, expiresAtMs } : undefined;
  }
}

import type { Clock } from '../clock/clock.js';
import { open, seal } from './aes-gcm.js';

/**
 * What an address permits, sealed into the address itself. Nothing is stored: it carries its claims and its expiry,
 * sealed with a key of this installation, so every instance can serve it and nobody else can read or change it.
 */
export class SealedClaims<Claims extends readonly (string | number)[]> {
  constructor(
    /** 32 bytes. */
    private readonly key: Uint8Array,
    private readonly clock: Clock,
    private readonly lifeMs: number,
  ) {}

  /** In base64url. `name` is what the address is for; the claims are read only together with it. */
  issue(name: string, claims: Claims): string {
    const text = JSON.stringify([this.clock.nowMs() + this.lifeMs, ...claims]);
    return seal(this.key, Buffer.from(text), Buffer.from(name)).toString('base64url');
  }

  /** Undefined when they were not sealed here for this name, or have expired. */
  read(name: string, text: string): Claims | undefined {
    const sealed = Buffer.from(text, 'base64url');
    // Other spellings of the same bytes are refused: the issued address must match literally.
    if (sealed.toString('base64url') !== text) return undefined;
    const opened = open(this.key, sealed, Buffer.from(name))?.toString();
    if (opened === undefined) return undefined;
    const [expiresAtMs, ...claims] = JSON.parse(opened) as [number, ...Claims];
    return expiresAtMs > this.clock.nowMs() ? claims : undefined;
  }
}

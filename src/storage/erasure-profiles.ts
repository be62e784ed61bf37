import { ErasureCode } from './erasure/erasure-code.js';
import { StripeBuffers } from './stripe-buffers.js';
import { StripeMemory, type StreamFigures } from './stripe-memory.js';

export interface ErasureProfile {
  readonly code: ErasureCode;
  readonly buffers: StripeBuffers;
}

/** The erasure code and stripe buffers of each k+m in use: the configured one, and those of older objects. */
export class ErasureProfiles {
  readonly #profiles = new Map<string, ErasureProfile>();
  readonly #memory: StripeMemory;

  /** `stripeBytes`: bound on the buffers of all profiles together. */
  constructor(stripeBytes?: number) {
    this.#memory = new StripeMemory(stripeBytes);
  }

  get figures(): StreamFigures & { readonly freeBytes: number } {
    const all = [...this.#profiles.values()];
    const freeBytes = all.reduce((sum, { buffers }) => sum + buffers.freeBytes, 0);
    return { ...this.#memory.figures, freeBytes };
  }

  of(k: number, m: number): ErasureProfile {
    const name = `${k}+${m}`;
    let profile = this.#profiles.get(name);
    if (profile === undefined) {
      const buffers = new StripeBuffers(k + m, this.#memory);
      profile = { code: new ErasureCode(k, m), buffers };
      this.#profiles.set(name, profile);
    }
    return profile;
  }
}

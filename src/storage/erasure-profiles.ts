import { ErasureCode } from './erasure/erasure-code.js';
import { StripeBuffers, type BufferFigures } from './stripe-buffers.js';

export interface ErasureProfile {
  readonly code: ErasureCode;
  readonly buffers: StripeBuffers;
}

/** The erasure code and stripe buffers of each k+m in use: the configured one, and those of older objects. */
export class ErasureProfiles {
  readonly #profiles = new Map<string, ErasureProfile>();

  /** Stripe buffers of all profiles together. */
  get figures(): BufferFigures {
    const all = [...this.#profiles.values()].map(({ buffers }) => buffers.figures);
    const sum = (name: keyof BufferFigures): number =>
      all.reduce((total, figures) => total + figures[name], 0);
    return { lentBytes: sum('lentBytes'), freeBytes: sum('freeBytes'), waiting: sum('waiting') };
  }

  of(k: number, m: number): ErasureProfile {
    const name = `${k}+${m}`;
    let profile = this.#profiles.get(name);
    if (profile === undefined) {
      profile = { code: new ErasureCode(k, m), buffers: new StripeBuffers(k + m) };
      this.#profiles.set(name, profile);
    }
    return profile;
  }
}

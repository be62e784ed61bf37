import { ErasureCode } from './erasure/erasure-code.js';
import { StripeBuffers } from './stripe-buffers.js';

export interface Shape {
  readonly code: ErasureCode;
  readonly buffers: StripeBuffers;
}

/** The code and the memory for each k+m in use: the configured one, and those of older objects. */
export class Shapes {
  readonly #shapes = new Map<string, Shape>();

  of(k: number, m: number): Shape {
    const name = `${k}+${m}`;
    let shape = this.#shapes.get(name);
    if (shape === undefined) {
      shape = { code: new ErasureCode(k, m), buffers: new StripeBuffers(k + m) };
      this.#shapes.set(name, shape);
    }
    return shape;
  }
}

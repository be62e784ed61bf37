import { ErasureCode } from './erasure/erasure-code.js';
import { StripeBuffers, type BufferFigures } from './stripe-buffers.js';

export interface Shape {
  readonly code: ErasureCode;
  readonly buffers: StripeBuffers;
}

/** The code and the memory for each k+m in use: the configured one, and those of older objects. */
export class Shapes {
  readonly #shapes = new Map<string, Shape>();

  /** Of the memory for stripes, of all shapes. */
  get figures(): BufferFigures {
    const all = [...this.#shapes.values()].map(({ buffers }) => buffers.figures);
    const sum = (name: keyof BufferFigures): number =>
      all.reduce((total, figures) => total + figures[name], 0);
    return { lentBytes: sum('lentBytes'), freeBytes: sum('freeBytes'), waiting: sum('waiting') };
  }

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

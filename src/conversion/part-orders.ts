import type { PartKind } from '../version-archive/index.js';

export type PictureKind = Extract<PartKind, 'thumbnail' | 'preview'>;

export interface PartOrder {
  readonly versionId: string;
  readonly kind: PictureKind;
}

/** Who makes a part of a version, over all instances: one at a time, and not again right after a failure. */
export abstract class PartOrders {
  /** `taken`: the caller makes it, until then. Otherwise what another one's order says. */
  abstract take(order: PartOrder, untilMs: number): Promise<'taken' | 'making' | 'failed'>;
  /** It counts as failed until then: nobody makes it. */
  abstract fail(order: PartOrder, untilMs: number): Promise<void>;
  abstract finish(order: PartOrder): Promise<void>;
  /** Deletes orders whose time is over. */
  abstract sweep(): Promise<void>;
}

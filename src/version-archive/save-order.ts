import type { VersionOrigin } from './version.js';

/** What the Document Server says of when a save was made. Only saves of one document key can be compared. */
export interface SaveMoment {
  readonly documentKey: string;
  /** When the last change was made that the save contains; often in whole seconds. */
  readonly madeAtMs: number;
  /** When the save was reported. A final save may be reported several times. */
  readonly reportedAtS: number;
}

export type OrderedSave = SaveMoment & { readonly origin: VersionOrigin };

/**
 * Below zero when `a` is older. A final save contains all that a forced one of the same moment does, so it is the
 * newer one. Zero when nothing tells them apart.
 */
export const compareSaves = (a: OrderedSave, b: OrderedSave): number =>
  a.madeAtMs - b.madeAtMs || finality(a) - finality(b) || a.reportedAtS - b.reportedAtS;

const finality = ({ origin }: OrderedSave): number => (origin === 'force-save' ? 0 : 1);

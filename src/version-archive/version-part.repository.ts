import type { PartKind, VersionPart } from './version-parts.js';

/** Rows of parts. Every method is one statement and joins the ambient transaction. */
export abstract class VersionPartRepository {
  /** False when the version has a part of that kind already. */
  abstract insert(part: VersionPart): Promise<boolean>;
  abstract find(versionId: string, kind: PartKind): Promise<VersionPart | undefined>;
  /** Of at most a few hundred versions. */
  abstract findAll(versionIds: readonly string[]): Promise<readonly VersionPart[]>;
  abstract removeOf(versionId: string): Promise<readonly VersionPart[]>;
}

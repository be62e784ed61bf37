import type { Database } from '../platform/database/database.js';
import type {
  DescribedVersion,
  FoundDocument,
  FoundPart,
  OrderedVersion,
} from '../storage/index.js';
import type { VersionGroupRepository } from './version-group.repository.js';
import type { VersionPartRepository } from './version-part.repository.js';
import { PART_KINDS, type PartKind } from './version-parts.js';
import {
  ASKERS,
  soleAuthor,
  REASONS,
  type QuarantineReason,
  type Version,
  type VersionOrigin,
} from './version.js';

const ORIGINS: ReadonlySet<string> = new Set<VersionOrigin>([
  ...(['upload', 'save', 'force-save', 'restore', 'recovered', 'office-connector'] as const),
]);

/** Records a version group again that was found by its shards alone. */
export class AdoptGroup {
  constructor(
    private readonly groups: VersionGroupRepository,
    private readonly parts: VersionPartRepository,
    private readonly database: Database,
  ) {}

  /** Restores the group's versions with their parts, and its head. Joins the caller's transaction. */
  adopt(found: FoundDocument, groupId: string): Promise<readonly Version[]> {
    return this.database.inTransaction(async () => {
      const versions = found.versions.map((version) => versionOf(version, groupId));
      const head = versions.find(({ state }) => state === 'current')?.number ?? 0;
      const lastNumber = Math.max(...versions.map(({ number }) => number));
      const createdAtMs = timeOf(groupId);
      const group = { id: groupId, documentId: found.documentId, createdAtMs, head, lastNumber };
      await this.groups.insertGroup(group);
      for (const version of versions) await this.groups.insertVersion(version);
      await found.record(found.versions.map(({ version }) => version));
      await this.#adoptParts(found);
      return versions;
    });
  }

  /** Of two of one kind the newer; parts of versions that were not found, and of kinds unknown here, are left out. */
  async #adoptParts(found: FoundDocument): Promise<void> {
    const { versions, parts } = found;
    const adopted = new Set(versions.map(({ version }) => version.versionId));
    const recorded: FoundPart[] = [];
    for (const part of parts.toSorted((a, b) => b.sealedAtMs - a.sealedAtMs)) {
      const { kind, partOf: versionId, fileType, stored } = part;
      if (!isPartKind(kind) || !adopted.has(versionId)) continue;
      const isFirst = await this.parts.insert({
        ...{ kind, versionId, fileType, documentId: stored.documentId, size: stored.size },
        ...{ objectId: stored.versionId, createdAtMs: part.sealedAtMs },
      });
      if (isFirst) recorded.push(part);
    }
    await found.recordParts(recorded);
  }
}

function versionOf(
  { version, number, state }: OrderedVersion<DescribedVersion>,
  groupId: string,
): Version {
  const { description, stored, sealedAtMs, versionId, madeFrom } = version;
  const origin = ORIGINS.has(version.origin) ? (version.origin as VersionOrigin) : 'recovered';
  const author = String(description['author'] ?? '');
  const { document_key: documentKey, made_at: madeAtMs } = description;
  const isSave = typeof documentKey === 'string' && typeof madeAtMs === 'number';
  return {
    ...{ id: versionId, groupId, documentId: stored.documentId, number, state, origin },
    author,
    authors: [soleAuthor(author, sealedAtMs)],
    reason: state === 'quarantined' ? reasonOf(description['reason']) : null,
    save: isSave ? { documentKey, madeAtMs, reportedAtS: 0 } : null,
    position: number,
    size: stored.size,
    fileType: String(description['file_type'] ?? ''),
    createdAtMs: sealedAtMs,
    editingSessionId: null,
    comment: origin === 'restore' ? String(madeFrom) : null,
    ...{ changes: null, serverVersion: null, beganWith: null },
    askedBy: ASKERS.find((known) => known === description['asked_by']) ?? null,
  };
}

const isPartKind = (kind: string): kind is PartKind => PART_KINDS.some((known) => known === kind);

const reasonOf = (text: unknown): QuarantineReason | null =>
  REASONS.find((reason) => reason === text) ?? null;

/** Our ids begin with the millisecond they were made in. */
export const timeOf = (id: string): number =>
  Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

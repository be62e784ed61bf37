import type { Readable } from 'node:stream';
import { type AuditLog, documentObject } from '../platform/audit/audit-log.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Ids } from '../platform/clock/ids.js';
import type { Database } from '../platform/database/database.js';
import type { EventOutbox } from '../platform/events/event-outbox.js';
import { wiped } from '../platform/memory/wiping.js';
import { isAppError } from '../platform/errors/app-error.js';
import type {
  ByteRange,
  FileKey,
  ObjectRef,
  ObjectStore,
  SealedFile,
  SealedKey,
  ShardPresence,
} from '../storage/index.js';
import {
  VersionArchive,
  type CommittedVersion,
  type CommitVersion,
  type RestoreVersionInput,
  type StagedVersion,
  type StageVersion,
} from './version-archive.js';
import { headMoved, noSuchGroup, noSuchVersion } from './version-archive.errors.js';
import type { NewVersion, VersionGroupRepository } from './version-group.repository.js';
import {
  compareSaves,
  isFromBeforeSetBack,
  type OrderedSave,
  type SaveMoment,
  soleAuthor,
  type QuarantineReason,
  type Version,
  type VersionWithShards,
  type VersionPage,
} from './version.js';

/** A restore rarely competes with a save; after this many lost races the person gets the error. */
const RESTORE_ATTEMPTS = 5;
const NO_SHARDS: ShardPresence = { present: 0, required: 0, total: 0, states: [] };

export interface VersionArchiveParts {
  readonly groups: VersionGroupRepository;
  readonly objects: ObjectStore;
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditLog;
  readonly outbox: EventOutbox;
}

/** The archive over an object store for the bytes and a repository for the order of versions. */
export class StoredVersionArchive extends VersionArchive {
  constructor(private readonly parts: VersionArchiveParts) {
    super();
  }

  async createGroup(documentId: string, members?: readonly string[]): Promise<string> {
    const id = this.parts.ids.next();
    // First, so that no keyring is without a group by which it is found again.
    await this.parts.groups.insertGroup({ id, documentId, createdAtMs: this.parts.clock.nowMs() });
    await this.parts.objects.createKeyring(documentId, members);
    return id;
  }

  async stage({ documentId, madeFrom, ...rest }: StageVersion): Promise<StagedVersion> {
    const stored = await this.parts.objects.put({
      ...rest,
      documentId,
      versionId: this.parts.ids.next(),
      parent: madeFrom === null ? null : refOf(madeFrom),
    });
    const { author: id, author_name: name } = rest.description;
    return { stored, ...(typeof name === 'string' && { author: { id, name } }) };
  }

  commit(staged: StagedVersion, input: CommitVersion): Promise<CommittedVersion> {
    return this.parts.database.inTransaction(async () => {
      const before = await this.#committedBefore(input);
      if (before !== undefined) return { version: before, outcome: 'repeated' };
      return this.#append(staged, input);
    });
  }

  async discard(staged: StagedVersion): Promise<void> {
    await this.parts.objects.discard(staged.stored);
  }

  async acknowledge({ id, groupId }: Version, receipt: string): Promise<boolean> {
    if ((await this.parts.groups.findHead(groupId))?.id !== id) return false;
    if ((await this.parts.groups.findByReceipt(groupId, receipt)) === undefined)
      await this.parts.groups.insertReceipt(groupId, receipt, id);
    return true;
  }

  findByReceipt(groupId: string, receipt: string): Promise<Version | undefined> {
    return this.parts.groups.findByReceipt(groupId, receipt);
  }

  findSetApart(
    groupId: string,
    save: { readonly documentKey: string; readonly reason: QuarantineReason },
  ): Promise<Version | undefined> {
    return this.parts.groups.findSetApart(groupId, save);
  }

  findHead(groupId: string): Promise<Version | undefined> {
    return this.parts.groups.findHead(groupId);
  }

  async headsOf(groupIds: readonly string[]): Promise<ReadonlyMap<string, Version>> {
    const heads = await this.parts.groups.headsOf(groupIds);
    return new Map(heads.map((head) => [head.groupId, head]));
  }

  async getVersion(groupId: string, number: number): Promise<Version> {
    const version = await this.parts.groups.findVersion(groupId, number);
    if (version === undefined) throw noSuchVersion(groupId, number);
    return version;
  }

  async list(groupId: string, page?: VersionPage): Promise<readonly VersionWithShards[]> {
    const versions = await this.parts.groups.listVersions(groupId, page);
    return this.#withShards(versions);
  }

  async withShards(version: Version): Promise<VersionWithShards> {
    const [found] = await this.#withShards([version]);
    return found as VersionWithShards;
  }

  async #withShards(versions: readonly Version[]): Promise<readonly VersionWithShards[]> {
    const presence = await this.parts.objects.presenceOf(versions.map(({ id }) => id));
    return versions.map((version) => ({
      ...version,
      shards: presence.get(version.id) ?? NO_SHARDS,
    }));
  }

  async restore(input: RestoreVersionInput): Promise<Version> {
    const source = await this.getVersion(input.groupId, input.number);
    const staged = await this.#copy(source, input);
    try {
      return await this.#commitRestored(staged, source, input);
    } catch (error) {
      await this.discard(staged);
      throw error;
    }
  }

  comment(versionIds: readonly string[], comment: string): Promise<void> {
    return this.parts.groups.setComment(versionIds, comment);
  }

  openStaged({ stored }: StagedVersion, secret: Uint8Array): Promise<Readable> {
    return this.parts.objects.openUnrecorded(stored, secret);
  }

  leaseKey(version: Version): Promise<FileKey> {
    return this.parts.objects.leaseKey(refOf(version));
  }

  open(version: Version, key: FileKey, range?: ByteRange): Promise<Readable> {
    return this.parts.objects.open(refOf(version), key, range);
  }

  async read(version: Version, range?: ByteRange): Promise<Readable> {
    const key = await this.leaseKey(version);
    try {
      return await this.open(version, key, range);
    } finally {
      key.destroy();
    }
  }

  sealedKeyOf(version: Version): Promise<SealedKey> {
    return this.parts.objects.sealedKeyOf(refOf(version));
  }

  openSealed(version: Version): Promise<SealedFile> {
    return this.parts.objects.openSealed(refOf(version));
  }

  async #committedBefore({ groupId, receipt }: CommitVersion): Promise<Version | undefined> {
    return receipt === undefined ? undefined : this.parts.groups.findByReceipt(groupId, receipt);
  }

  /** Always changes the row of the group: on PostgreSQL a concurrent commit then fails to serialise and is retried. */
  async #append(
    { stored, author }: StagedVersion,
    input: CommitVersion,
  ): Promise<CommittedVersion> {
    const place = await this.#placeOf(input);
    if (place.state === 'current') await this.parts.groups.archiveCurrent(input.groupId);
    const version = { ...this.#newVersion(stored, input), ...place };
    await this.parts.groups.insertVersion(version);
    if (input.receipt !== undefined) {
      await this.parts.groups.insertReceipt(input.groupId, input.receipt, version.id);
    }
    await this.parts.objects.record(stored);
    await this.#record(version, author?.id === input.author ? author.name : undefined);
    return { version, outcome: place.state };
  }

  /** The one place where versions come into being: none lacks its entry and its event. */
  async #record(
    { documentId, number, author, origin, ...version }: NewVersion & Place,
    authorName: string | undefined,
  ): Promise<void> {
    const isApart = version.state === 'quarantined';
    const type = isApart ? 'version.quarantined' : (RECORDED_AS[origin] ?? 'version.saved');
    await this.parts.audit.record({
      action: type,
      actor: author,
      actorName: authorName,
      object: documentObject(documentId),
      detail: {
        version: number,
        origin,
        ...(version.reason !== null && { reason: version.reason }),
      },
    });
    const detail = { version: number };
    await this.parts.outbox.add({ type, documentId, actor: author, detail });
  }

  async #placeOf(input: CommitVersion): Promise<Place> {
    const { groupId, expectedHead, setApart } = input;
    if (setApart !== undefined) return this.#beside(groupId, setApart);
    const newer = await this.#newerSave(input);
    if (newer !== undefined) {
      const number = await this.#nextNumber(groupId);
      return { number, position: newer.position, state: 'archived', reason: null };
    }
    const moved = await this.parts.groups.moveHead(groupId, expectedHead);
    if (moved !== undefined) {
      return { number: moved, position: moved, state: 'current', reason: null };
    }
    if (input.onMoved === 'quarantine') return this.#beside(groupId, 'head-moved');
    throw (await this.parts.groups.hasGroup(groupId))
      ? headMoved(groupId, expectedHead)
      : noSuchGroup(groupId);
  }

  async #beside(groupId: string, reason: QuarantineReason): Promise<Place> {
    const number = await this.#nextNumber(groupId);
    return { number, position: number, state: 'quarantined', reason };
  }

  /** The oldest save of the same key that is newer than this one; this one is ordered directly before it. */
  async #newerSave({ groupId, save, origin }: CommitVersion): Promise<Version | undefined> {
    if (save === undefined) return undefined;
    const own = { ...save, origin };
    const since = await this.parts.groups.savesSince(groupId, save);
    return since
      .filter((other) => !isFromBeforeSetBack(orderOf(other), own))
      .filter((other) => compareSaves(orderOf(other), own) > 0)
      .toSorted((a, b) => compareSaves(orderOf(a), orderOf(b)))[0];
  }

  async #nextNumber(groupId: string): Promise<number> {
    const taken = await this.parts.groups.takeNumber(groupId);
    if (taken === undefined) throw noSuchGroup(groupId);
    return taken;
  }

  #newVersion(stored: StagedVersion['stored'], input: CommitVersion): NewVersion {
    const createdAtMs = this.parts.clock.nowMs();
    return {
      id: stored.versionId,
      groupId: input.groupId,
      documentId: stored.documentId,
      origin: input.origin,
      author: input.author,
      size: stored.size,
      fileType: input.fileType,
      createdAtMs,
      editingSessionId: input.editingSessionId ?? null,
      comment: input.comment ?? null,
      changes: input.changes ?? null,
      serverVersion: input.serverVersion ?? null,
      beganWith: input.beganWith ?? null,
      askedBy: input.askedBy ?? null,
      authors: input.authors ?? [soleAuthor(input.author, createdAtMs)],
      save: input.save ?? null,
    };
  }

  async #copy(source: Version, input: RestoreVersionInput): Promise<StagedVersion> {
    try {
      return await this.#sealAnew(source, input);
    } catch (error) {
      if (input.orAsSealed !== true || !isAppError(error, 'storage/key-needed')) throw error;
      const { description = {} } = input;
      return {
        stored: await this.parts.objects.duplicate(
          refOf(source),
          this.parts.ids.next(),
          description,
        ),
      };
    }
  }

  async #sealAnew(source: Version, input: RestoreVersionInput): Promise<StagedVersion> {
    const leased = input.key === undefined ? await this.leaseKey(source) : undefined;
    try {
      return await this.stage({
        documentId: source.documentId,
        madeFrom: source,
        content: this.#contentOf(source, (input.key ?? leased) as FileKey),
        maxBytes: source.size,
        expectedBytes: source.size,
        description: input.description ?? {},
      });
    } finally {
      leased?.destroy();
    }
  }

  /** Opened when its first bytes are read: whoever writes is admitted before, and not while holding what it reads. */
  async *#contentOf(source: Version, key: FileKey): AsyncGenerator<Uint8Array> {
    yield* wiped(await this.open(source, key));
  }

  async #commitRestored(
    staged: StagedVersion,
    source: Version,
    input: RestoreVersionInput,
  ): Promise<Version> {
    for (let attempt = 1; ; attempt++) {
      const head = await this.findHead(input.groupId);
      try {
        return await this.parts.database.inTransaction(async () => {
          const { version } = await this.commit(staged, {
            groupId: input.groupId,
            origin: 'restore',
            author: input.actor,
            fileType: source.fileType,
            comment: String(source.number),
            expectedHead: head?.number ?? 0,
            onMoved: 'refuse',
          });
          await input.alongside?.(version);
          return version;
        });
      } catch (error) {
        const isTransient = isAppError(error, 'version-archive/head-moved');
        if (!isTransient || attempt >= RESTORE_ATTEMPTS) throw error;
      }
    }
  }
}

type Place = Pick<Version, 'number' | 'position' | 'reason'> & {
  readonly state: 'current' | 'archived' | 'quarantined';
};

/** In the audit log, and for applications. */
const RECORDED_AS: Partial<Record<Version['origin'], 'version.restored' | 'version.recovered'>> = {
  restore: 'version.restored',
  recovered: 'version.recovered',
};

const orderOf = ({ save, origin }: Version): OrderedSave => ({
  ...(save as SaveMoment),
  origin,
});

const refOf = (version: Version): ObjectRef => ({
  documentId: version.documentId,
  versionId: version.id,
});

import type { EditingPresence, StaleKey, UnsavedChangesRegister } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import type { DocumentKeys } from '../document-server/document-keys.js';
import type { DocumentServer } from '../document-server/document-server.js';
import { issuedAtMs } from '../opening/session-issuer.js';
import type { SaveGrant } from '../sessions/save-capability.js';
import type { SessionEndings } from '../sessions/session-endings.js';
import { Status, type CallbackReport } from './callback.js';

/** The Document Server reported who edits. */
export class EditorsReported {
  constructor(
    readonly documentId: string,
    readonly documentKey: string,
    readonly accountIds: readonly string[],
    /** Who opened the session of this callback, and when. */
    readonly opener: { readonly accountId: string; readonly sinceMs: number },
  ) {}
}

/**
 * What is left at the Document Server once nobody edits: `nothing`; `changes` that it holds, made at any time;
 * `new-changes`, made just now.
 */
export type LeftThere = 'nothing' | 'changes' | 'new-changes';

export interface ReportedState {
  readonly accountIds: readonly string[];
  /** Only used when there are no accountIds. */
  readonly left: LeftThere;
}

export interface PresenceTables {
  readonly presence: EditingPresence;
  readonly unsaved: UnsavedChangesRegister;
  readonly keys: DocumentKeys;
  readonly database: Database;
}

/**
 * Records who edits and which changes are unsaved, and ends sessions once nobody edits. Reports are applied in the
 * order in which the Document Server signed them, whatever order they arrive in.
 */
export class ReportedPresence {
  constructor(
    private readonly tables: PresenceTables,
    private readonly endings: SessionEndings,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  async report(grant: SaveGrant, report: CallbackReport, state: ReportedState): Promise<void> {
    const { documentId, documentKey, accountId } = grant;
    const { accountIds } = state;
    const isNewest = await this.tables.database.inTransaction(() =>
      this.#write(grant, report, state),
    );
    if (!isNewest) return;
    const opener = { accountId, sinceMs: issuedAtMs(grant) };
    this.events.publish(new EditorsReported(documentId, documentKey, accountIds, opener));
    if (accountIds.length === 0)
      await this.endings.lastEditorLeft(documentKey, Math.floor(report.iat));
  }

  /** A final save is not stored yet, and may never be delivered again: its changes count as unsaved meanwhile. */
  async outstanding({ documentId, documentKey }: SaveGrant, report: CallbackReport): Promise<void> {
    const { database, keys, unsaved, presence } = this.tables;
    await database.inTransaction(async () => {
      const newest = { atSeconds: Math.floor(report.iat), hasEditors: false };
      const key = await keys.beginReport(documentKey, newest);
      if (key === undefined || key.purpose === 'fill') return;
      const editors = await presence.editorsUnder(documentId, documentKey);
      await unsaved.add(documentId, {
        documentKey,
        isNew: true,
        editors: editorsOf(report, editors),
      });
    });
  }

  /** Whether the Document Server reported that person as editing this content, and not as gone since. */
  async isEditing(grant: SaveGrant, accountId: string): Promise<boolean> {
    return (await this.editorsUnder(grant)).includes(accountId);
  }

  /** Account ids of those whom the Document Server reported as editing this content, and not as gone since. */
  editorsUnder({ documentId, documentKey }: SaveGrant): Promise<readonly string[]> {
    return this.tables.presence.editorsUnder(documentId, documentKey);
  }

  /**
   * The Document Server does not know that key, or what it had of it is stored here. People who were reported after
   * `asOfMs` stay.
   */
  async unknownThere(documentId: string, documentKey: string, asOfMs: number): Promise<void> {
    await this.tables.presence.forget(documentId, documentKey, asOfMs);
    await this.endings.unknownThere(documentKey);
  }

  /** A forgotten file of that key became a version. */
  async recovered(documentId: string, documentKey: string): Promise<void> {
    await this.tables.unsaved.remove(documentKey);
    await this.unknownThere(documentId, documentKey, this.clock.nowMs());
  }

  async #write(
    { documentId, documentKey }: SaveGrant,
    report: CallbackReport,
    { accountIds, left }: ReportedState,
  ): Promise<boolean> {
    const { keys, presence, unsaved } = this.tables;
    const hasEditors = accountIds.length > 0;
    const atSeconds = Math.floor(report.iat);
    const key = await keys.beginReport(documentKey, { atSeconds, hasEditors });
    if (key === undefined) return false;
    const before = await presence.editorsUnder(documentId, documentKey);
    const isFilling = key.purpose === 'fill';
    await presence.report(documentId, documentKey, accountIds, { isFilling });
    const isClosed = report.status === Status.closed;
    if (isFilling) {
      // Nobody's copy is kept: there are no unsaved changes of the form.
      if (isClosed) await keys.close(documentKey);
      return true;
    }
    if (hasEditors) await unsaved.takenUp(documentKey);
    else if (left === 'nothing') await unsaved.remove(documentKey);
    else {
      const editors = editorsOf(report, before);
      await unsaved.add(documentId, { documentKey, editors, isNew: left === 'new-changes' });
    }
    // Closed, and nobody ever edited: the opening failed, and the Document Server keeps that failure under the key.
    if (isClosed && !key.hadEditors) await keys.close(documentKey);
    return true;
  }
}

/** Those who were present; if nobody was recorded, the person of the last change, whom the report names. */
const editorsOf = ({ users }: CallbackReport, present: readonly string[]): readonly string[] =>
  present.length > 0 ? present : (users ?? []);

/** Editors report when they come and go; ten minutes of silence may also mean that a report was lost. */
const SILENCE_MS = 10 * 60 * 1000;
/** One key that fails must not keep the others from being checked; an unreachable server is not asked a hundred times. */
const MAX_FAILURES = 3;

/** Removes people from documents whose key the Document Server does not know (any more). */
export class PresenceWatchdog {
  /** Reports may have been lost while this server or the Document Server was down: the first pass checks all keys. */
  #missedReports = true;

  constructor(
    private readonly presence: EditingPresence,
    private readonly server: DocumentServer,
    private readonly reported: ReportedPresence,
    private readonly clock: Clock,
  ) {}

  /**
   * For keys it knows, the Document Server sends a callback as well, which renews or corrects what is recorded, also
   * of unsaved changes. That the answer itself names nobody means nothing.
   */
  async run(): Promise<void> {
    const { fault } = await this.server.state();
    if (fault !== null) {
      this.#missedReports = true;
      return;
    }
    const silenceMs = this.#missedReports ? 0 : SILENCE_MS;
    this.#missedReports = false;
    await this.#checkAll(await this.presence.staleKeys(this.clock.nowMs() - silenceMs));
  }

  async #checkAll(stale: readonly StaleKey[]): Promise<void> {
    const failures: unknown[] = [];
    for (const { documentId, documentKey } of stale) {
      try {
        await this.#check(documentId, documentKey);
      } catch (error) {
        if (failures.push(error) === MAX_FAILURES) break;
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #check(documentId: string, documentKey: string): Promise<void> {
    const askedAtMs = this.clock.nowMs();
    if ((await this.server.info(documentKey)) !== 'unknown-key') return;
    await this.reported.unknownThere(documentId, documentKey, askedAtMs);
  }
}

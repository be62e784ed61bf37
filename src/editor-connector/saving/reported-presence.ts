import type { EditingPresence, UnsavedChangesRegister } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import { Status, type CallbackReport } from './callback.js';
import type { DocumentKeys } from '../document-server/document-keys.js';
import type { SaveGrant } from '../sessions/save-capability.js';
import type { SessionEndings } from './session-endings.js';
import { issuedAtMs } from '../opening/session-urls.js';

/** The Document Server told who edits. */
export class EditorsReported {
  constructor(
    readonly documentId: string,
    readonly documentKey: string,
    readonly usernames: readonly string[],
    /** Whose opening it was that the report speaks of, and since when they may have been at it. */
    readonly opener: { readonly username: string; readonly sinceMs: number },
  ) {}
}

/**
 * What is left at the Document Server once nobody edits: `nothing`; `changes` that it holds, made at any time;
 * `new-changes`, made just now.
 */
export type LeftThere = 'nothing' | 'changes' | 'new-changes';

export interface ReportedState {
  readonly usernames: readonly string[];
  /** Counts when there are no usernames. */
  readonly left: LeftThere;
}

export interface PresenceTables {
  readonly presence: EditingPresence;
  readonly unsaved: UnsavedChangesRegister;
  readonly keys: DocumentKeys;
  readonly database: Database;
}

/**
 * Writes down who edits and what waits unsaved, and ends sessions once nobody edits, in the order in which the
 * Document Server said so, whatever order it arrives in.
 */
export class ReportedPresence {
  constructor(
    private readonly tables: PresenceTables,
    private readonly endings: SessionEndings,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
  ) {}

  async report(grant: SaveGrant, report: CallbackReport, state: ReportedState): Promise<void> {
    const { documentId, documentKey, username } = grant;
    const { usernames } = state;
    const isNewest = await this.tables.database.inTransaction(() =>
      this.#write(grant, report, state),
    );
    if (!isNewest) return;
    const opener = { username, sinceMs: issuedAtMs(grant) };
    this.events.publish(new EditorsReported(documentId, documentKey, usernames, opener));
    if (usernames.length === 0)
      await this.endings.lastEditorLeft(documentKey, Math.floor(report.iat));
  }

  /** A final save has not landed and may be told again, or never: nobody may forget it meanwhile. */
  async outstanding({ documentId, documentKey }: SaveGrant, report: CallbackReport): Promise<void> {
    const { database, keys, unsaved, presence } = this.tables;
    await database.inTransaction(async () => {
      const newest = { atSeconds: Math.floor(report.iat), hasEditors: false };
      if ((await keys.beginReport(documentKey, newest)) === undefined) return;
      const editors = await presence.editorsUnder(documentId, documentKey);
      await unsaved.add(documentId, { documentKey, isNew: true, editors: named(report, editors) });
    });
  }

  /**
   * The Document Server knows nothing of that key, or what it had of it is stored here. Whoever was reported after
   * `asOfMs` stays.
   */
  async nobodyThere(documentId: string, documentKey: string, asOfMs: number): Promise<void> {
    await this.tables.presence.forget(documentId, documentKey, asOfMs);
    await this.endings.nobodyThere(documentKey);
  }

  /** A forgotten file of that key became a version. */
  async recovered(documentId: string, documentKey: string): Promise<void> {
    await this.tables.unsaved.remove(documentKey);
    await this.nobodyThere(documentId, documentKey, this.clock.nowMs());
  }

  async #write(
    { documentId, documentKey }: SaveGrant,
    report: CallbackReport,
    { usernames, left }: ReportedState,
  ): Promise<boolean> {
    const { keys, presence, unsaved } = this.tables;
    const hasEditors = usernames.length > 0;
    const atSeconds = Math.floor(report.iat);
    const key = await keys.beginReport(documentKey, { atSeconds, hasEditors });
    if (key === undefined) return false;
    const before = await presence.editorsUnder(documentId, documentKey);
    await presence.report(documentId, documentKey, usernames);
    if (hasEditors) await unsaved.takenUp(documentKey);
    else if (left === 'nothing') await unsaved.remove(documentKey);
    else {
      const editors = named(report, before);
      await unsaved.add(documentId, { documentKey, editors, isNew: left === 'new-changes' });
    }
    // Closed, and nobody ever edited: the opening failed, and the Document Server remembers that under the key.
    if (report.status === Status.closed && !key.hadEditors) await keys.close(documentKey);
    return true;
  }
}

/** The report names who changed last; otherwise it was those who were there. */
const named = ({ users }: CallbackReport, present: readonly string[]): readonly string[] =>
  present.length > 0 ? present : (users ?? []);

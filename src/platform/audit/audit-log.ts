/** Everything that has an entry. The names are part of the HTTP contract; those of later modules stand in it already. */
export const AUDIT_ACTIONS = [
  ...(['sign-in', 'sign-out'] as const),
  ...(['document.created', 'document.opened', 'document.downloaded', 'document.exported'] as const),
  ...(['document.renamed', 'document.shared', 'document.unshared'] as const),
  ...(['document.deleted', 'document.restored', 'document.owner-changed'] as const),
  ...(['version.saved', 'version.quarantined', 'version.restored', 'version.recovered'] as const),
  ...(['custody.changed', 'key.released', 'settings.changed'] as const),
  ...(['account.disabled', 'account.enabled', 'account.changed', 'account.handed-over'] as const),
  ...(['account.documents-listed'] as const),
  ...(['group.changed', 'client.created', 'client.changed', 'client.removed'] as const),
  ...(['webhook.changed', 'audit.broken', 'audit.exported'] as const),
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export const AUDIT_RESULTS = ['ok', 'refused', 'failed'] as const;
export type AuditResult = (typeof AUDIT_RESULTS)[number];

/** Few and short: names of things and numbers. Never content, a title, a capability or a secret. */
export type AuditDetail = Readonly<Record<string, string | number | boolean>>;

export interface AuditObject {
  readonly type:
    'document' | 'account' | 'setting' | 'storage' | 'group' | 'client' | 'webhook' | 'entry';
  readonly id: string;
}

export interface AuditEvent {
  readonly action: AuditAction;
  /** The account's id; null when nobody is known, or the server acted by itself. The entry has the name as well. */
  readonly actor: string | null;
  /** Where the caller looked it up just now; otherwise it is looked up for the entry. */
  readonly actorName?: string | undefined;
  readonly object?: AuditObject;
  readonly detail?: AuditDetail;
}

/**
 * Who did what to what, from where, with what result, when. Implemented by `audit`, for modules that may not import it
 * (docs/adr/0022-audit-log.md). The client's address and the account's id come from the request that is being answered.
 */
export abstract class AuditLog {
  /**
   * One insert, in the transaction of the caller if there is one: then the entry exists exactly if the action does.
   * An action without a transaction records before it hands anything out. Rejects when the entry cannot be written; the
   * action must fail with it.
   */
  abstract record(event: AuditEvent): Promise<void>;

  /**
   * For what changes nothing here: opening, downloading, exporting. While the database stores nothing (its disk is full),
   * people can still read: the entry then waits in memory, stands in the service log, and is written as soon as it can
   * be. Rejects when too many wait.
   */
  abstract recordReading(event: AuditEvent): Promise<void>;

  /**
   * For what was refused or failed: in a transaction of its own, which the caller must not be in. Never rejects: a refusal
   * stands, whether its entry can be written or not. A flood is counted instead of written entry by entry.
   */
  abstract recordRefusal(event: AuditEvent, result?: Exclude<AuditResult, 'ok'>): Promise<void>;
}

/** For entries about a document. */
export const documentObject = (id: string): AuditObject => ({ type: 'document', id });

import type { AuditResult } from '../../platform/audit/audit-log.js';
import type { ChainedEntry } from '../entry.js';

export interface AuditFilter {
  /** The first moment that is included. */
  readonly fromMs?: number | undefined;
  /** The first moment that is not. */
  readonly toMs?: number | undefined;
  /** A username as the entry has it: of that day. */
  readonly actor?: string | undefined;
  /** The account that acted or that an application acted for, whatever it is called by now. */
  readonly actorId?: string | undefined;
  /** An action, or all of a kind: `document` means every `document.…`. */
  readonly action?: string | undefined;
  /** The document's id. */
  readonly document?: string | undefined;
  readonly result?: AuditResult | undefined;
  /** The application's name. */
  readonly client?: string | undefined;
}

/** Reads what is in the chain; every method is one statement. */
export abstract class AuditReader {
  /** The newest first; those before `before`, if it is given. */
  abstract page(
    filter: AuditFilter,
    page: { readonly before: number | undefined; readonly limit: number },
  ): Promise<readonly ChainedEntry[]>;

  /** The oldest first, after that position. */
  abstract following(
    filter: AuditFilter,
    page: { readonly after: number; readonly limit: number },
  ): Promise<readonly ChainedEntry[]>;
}

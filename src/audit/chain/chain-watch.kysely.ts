import { Logger } from '@nestjs/common';
import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { AuditTables } from '../audit.tables.js';
import type { AcknowledgedEntries } from '../log/acknowledged-entries.js';
import type { ChainRepository } from './chain.repository.js';

/** Longer than an instance takes to chain an entry, unless the database is away. */
const CHAINED_WITHIN_MS = 3_000;
const LOOKED_FOR_AT_ONCE = 500;

/**
 * What only a running instance can find: that an entry it wrote was removed before it was chained, and that the chain
 * does not contain any more what it contained a moment ago, however well the rest was made to fit.
 */
export class ChainWatch {
  readonly #logger = new Logger('Audit');
  #remembered: { readonly position: number; readonly hash: string } | undefined;

  constructor(
    private readonly database: Database,
    private readonly chain: ChainRepository,
    private readonly acknowledged: AcknowledgedEntries,
    private readonly log: AuditLog,
  ) {}

  async look(): Promise<void> {
    await this.#lookForAcknowledged();
    await this.#lookForHead();
  }

  async #lookForAcknowledged(): Promise<void> {
    const ids = this.acknowledged.waiting(CHAINED_WITHIN_MS, LOOKED_FOR_AT_ONCE);
    if (ids.length === 0) return;
    // In this order: an entry moves from the first table to the second.
    const waiting = await this.#idsIn('audit_written', ids);
    const chained = await this.#idsIn('audit_entries', ids);
    this.acknowledged.seen([...chained]);
    const gone = ids.filter((id) => !waiting.has(id) && !chained.has(id));
    for (const id of gone) await this.#report(id, 'removed before it was chained');
    this.acknowledged.seen(gone);
  }

  async #lookForHead(): Promise<void> {
    const head = await this.chain.head();
    const before = this.#remembered;
    if (before !== undefined && before.position >= (head?.keptFrom ?? 1)) {
      const [there] = await this.chain.entriesAfter(before.position - 1, 1);
      const isThere = there?.position === before.position && there.hash === before.hash;
      if (!isThere)
        await this.#report(`number ${before.position}`, 'removed or changed after it was chained');
    }
    this.#remembered = head?.position === 0 ? undefined : head;
  }

  async #idsIn(
    table: 'audit_written' | 'audit_entries',
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const rows = await this.database
      .query<AuditTables>()
      .selectFrom(table)
      .select('id')
      .where('id', 'in', ids)
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  async #report(id: string, found: string): Promise<void> {
    this.#logger.error({ msg: 'the audit log was tampered with', entry: id, found });
    const object = { type: 'entry', id } as const;
    await this.log.record({ action: 'audit.broken', actor: null, object, detail: { found } });
  }
}

import type { DocumentAccess } from '../../documents/index.js';
import type { AuditDetail, AuditLog } from '../../platform/audit/audit-log.js';
import { cutToPage } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import { adminsOnly } from '../audit.errors.js';
import type { ChainRepository } from '../chain/chain.repository.js';
import type { ChainedEntry } from '../entry.js';
import type { AuditFilter, AuditReader } from './audit-reader.js';
import type { ExportFormat } from './export-lines.js';

export interface AuditPage {
  /** The newest first. */
  readonly entries: readonly ChainedEntry[];
  /** Of the last entry, if there are more. */
  readonly nextBefore: number | undefined;
}

export interface PageWish {
  readonly before?: number | undefined;
  readonly limit: number;
}

const EXPORTED_AT_ONCE = 500;

/**
 * The log for administrators, and of one document for its owner. What is written is chained before it is shown, so that
 * everybody finds what they just did.
 */
export class ReadAuditLog {
  constructor(
    private readonly reader: AuditReader,
    private readonly chain: Pick<ChainRepository, 'link'>,
    private readonly access: Pick<DocumentAccess, 'require'>,
    private readonly log: AuditLog,
  ) {}

  async page(actor: Actor, filter: AuditFilter, wish: PageWish): Promise<AuditPage> {
    if (!actor.isAdmin) throw adminsOnly();
    return this.#page(filter, wish);
  }

  /** Without addresses: they are for administrators. Errors as of `DocumentAccess.require`. */
  async activity(actor: Actor, document: string, wish: PageWish): Promise<AuditPage> {
    await this.access.require(actor, document, 'own', { withDeleted: true });
    const { entries, nextBefore } = await this.#page({ document }, wish);
    return { entries: entries.map((entry) => ({ ...entry, address: null })), nextBefore };
  }

  /** The oldest first. Entries that are written after the beginning may be left out. */
  async export(
    actor: Actor,
    filter: AuditFilter,
    format: ExportFormat,
  ): Promise<AsyncIterable<ChainedEntry>> {
    if (!actor.isAdmin) throw adminsOnly();
    await this.log.recordReading({
      ...{ action: 'audit.exported', actor: actor.id },
      detail: { format, ...given(filter) },
    });
    await this.chain.link();
    return entriesOf(this.reader, filter);
  }

  async #page(filter: AuditFilter, { before, limit }: PageWish): Promise<AuditPage> {
    await this.chain.link();
    const found = await this.reader.page(filter, { before, limit: limit + 1 });
    const { rows: entries, last } = cutToPage(found, limit);
    return { entries, nextBefore: last?.position };
  }
}

/** What was asked for, for the entry of an export. */
export const given = (filter: AuditFilter): AuditDetail =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value as string | number] as const],
    ),
  );

export async function* entriesOf(
  reader: AuditReader,
  filter: AuditFilter,
): AsyncGenerator<ChainedEntry> {
  for (let after = 0; ;) {
    const page = await reader.following(filter, { after, limit: EXPORTED_AT_ONCE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < EXPORTED_AT_ONCE) return;
    after = last.position;
  }
}

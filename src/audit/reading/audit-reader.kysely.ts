import type { Database } from '../../platform/database/database.js';
import { chainedOf, type AuditTables } from '../audit.tables.js';
import type { ChainedEntry } from '../entry.js';
import { AuditReader, type AuditFilter } from './audit-reader.js';

export class KyselyAuditReader extends AuditReader {
  constructor(private readonly database: Database) {
    super();
  }

  async page(
    filter: AuditFilter,
    { before, limit }: { readonly before: number | undefined; readonly limit: number },
  ): Promise<readonly ChainedEntry[]> {
    let query = this.#matching(filter).orderBy('position', 'desc').limit(limit);
    if (before !== undefined) query = query.where('position', '<', before);
    return (await query.execute()).map(chainedOf);
  }

  async following(
    filter: AuditFilter,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): Promise<readonly ChainedEntry[]> {
    const query = this.#matching(filter).where('position', '>', after);
    return (await query.orderBy('position').limit(limit).execute()).map(chainedOf);
  }

  #matching(filter: AuditFilter) {
    const { fromMs, toMs, actor, actorId, action, document, result, client } = filter;
    let query = this.database.query<AuditTables>().selectFrom('audit_entries').selectAll();
    if (fromMs !== undefined) query = query.where('at', '>=', fromMs);
    if (toMs !== undefined) query = query.where('at', '<', toMs);
    if (actor !== undefined) query = query.where('actor', '=', actor);
    if (actorId !== undefined) {
      query = query.where((where) =>
        where.or([where('actor_id', '=', actorId), where('on_behalf_of_id', '=', actorId)]),
      );
    }
    if (action !== undefined) {
      query = query.where((where) =>
        where.or([
          where('action', '=', action),
          // `/` is the character after `.`: everything that begins with the kind and a dot.
          where.and([where('action', '>', `${action}.`), where('action', '<', `${action}/`)]),
        ]),
      );
    }
    if (document !== undefined)
      query = query.where('object_id', '=', document).where('object_type', '=', 'document');
    if (result !== undefined) query = query.where('result', '=', result);
    if (client !== undefined) query = query.where('client', '=', client);
    return query;
  }
}

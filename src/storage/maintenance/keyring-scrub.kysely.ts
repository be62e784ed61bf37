import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { KeyringScrubIndex, type KeyringCopy } from './keyring-scrub.js';
import type { MaintenanceTables } from './maintenance.tables.js';

@Injectable()
export class KyselyKeyringScrubIndex extends KeyringScrubIndex {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async due(beforeMs: number, limit: number): Promise<readonly KeyringCopy[]> {
    const rows = await this.#query
      .selectFrom('storage_keyrings')
      .select(['document_id', 'epoch', 'revision', 'sealed', 'missing_on'])
      .where('scrubbed_at_ms', '<', beforeMs)
      .where('created_at_ms', '<', beforeMs)
      .orderBy('scrubbed_at_ms')
      .limit(limit)
      .execute();
    return rows.map(({ document_id, missing_on, ...rest }) => ({
      documentId: document_id,
      missingOn: JSON.parse(missing_on) as string[],
      ...rest,
    }));
  }

  async compared(keyring: KeyringCopy, missingOn: readonly string[]): Promise<void> {
    const row = this.#query
      .updateTable('storage_keyrings')
      .where('document_id', '=', keyring.documentId)
      .where('epoch', '=', keyring.epoch)
      .where('revision', '=', keyring.revision);
    await row.set({ scrubbed_at_ms: this.clock.nowMs() }).execute();
    await row
      .set({ missing_on: JSON.stringify(missingOn) })
      .where('missing_on', '=', JSON.stringify(keyring.missingOn))
      .execute();
  }

  get #query() {
    return this.database.query<MaintenanceTables>();
  }
}

import type { FormatTable } from '../../documents/index.js';
import type { DocumentServer } from '../document-server/document-server.js';

/** Keeps the format table that of the connected server; one that publishes none leaves ours in place. */
export class ServedFormats {
  constructor(
    private readonly server: DocumentServer,
    private readonly table: FormatTable,
  ) {}

  async refresh(): Promise<void> {
    const served = await this.server.formats();
    if (served !== undefined) this.table.replace(served);
  }
}

import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { titleAndFormat } from './document-title.js';
import { FormatTable } from './format-table.js';
import type { Document } from './document.js';

/** Makes the document that a title asks for; it has no version group yet. */
export class NewDocument {
  constructor(
    private readonly formats: FormatTable,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  titled(input: string, owner: string): Omit<Document, 'versionGroupId'> {
    const { title, format } = titleAndFormat(input, this.formats);
    const nowMs = this.clock.nowMs();
    return {
      id: this.ids.next(),
      title,
      fileType: format.name,
      state: 'active',
      owner,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      deletedAtMs: null,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { RecoveredVersions } from '../saving/recovered-versions.repository.js';

/** The person has read the notice and puts it away; others are still told. */
@Injectable()
export class NoteRecoveredVersion {
  constructor(
    private readonly access: DocumentAccess,
    private readonly recovered: RecoveredVersions,
  ) {}

  async execute(actor: Actor, documentId: string, number: number): Promise<void> {
    await this.access.require(actor, documentId, 'viewer');
    await this.recovered.note(actor.username, { documentId, number });
  }
}

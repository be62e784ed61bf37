import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { RecoveredVersions, type ToldVersion } from '../saving/recovered-versions.repository.js';

/** More than a few at once tell nobody anything; the next ones follow when these are put away. */
const SHOWN = 3;

/** What the person should be told of documents that they see anyway. */
@Injectable()
export class ListRecoveredVersions {
  constructor(private readonly recovered: RecoveredVersions) {}

  execute(actor: Actor, documentIds: readonly string[]): Promise<readonly ToldVersion[]> {
    return this.recovered.unnoted(actor.username, documentIds, SHOWN);
  }
}

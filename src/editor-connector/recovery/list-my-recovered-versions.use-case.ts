import { Injectable } from '@nestjs/common';
import { SeenTitles } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { RecoveredVersions, type FoundRecovery } from '../saving/recovered-versions.repository.js';

export interface ToldRecovery extends FoundRecovery {
  readonly title: string;
}

const TOLD = 100;
/** Saves that got lost are rare; who looks through more has another problem. */
const LOOKED_AT = 2_000;
const AT_ONCE = 200;

/** What a person should be told, of whichever documents they see, until they note it. */
@Injectable()
export class ListMyRecoveredVersions {
  constructor(
    private readonly recovered: RecoveredVersions,
    private readonly titles: SeenTitles,
  ) {}

  async execute(actor: Actor): Promise<readonly ToldRecovery[]> {
    const told: ToldRecovery[] = [];
    for (let offset = 0; offset < LOOKED_AT && told.length < TOLD; offset += AT_ONCE) {
      const page = { limit: AT_ONCE, offset };
      const found = await this.recovered.unnotedAnywhere(actor.username, page);
      const ids = found.map(({ documentId }) => documentId);
      const titles = await this.titles.of(actor, ids);
      for (const each of found) {
        const title = titles.get(each.documentId);
        if (title !== undefined) told.push({ ...each, title });
      }
      if (found.length < AT_ONCE) break;
    }
    return told.slice(0, TOLD);
  }
}
